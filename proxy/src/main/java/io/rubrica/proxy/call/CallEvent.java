package io.rubrica.proxy.call;

/**
 * A call that is over, for the event line. It carries whole numbers; who writes them down shortens them.
 *
 * @param direction {@code in} (from a trunk) or {@code out} (from a PBX)
 * @param trunk the trunk's name
 * @param pbx the PBX's name
 * @param caller the caller's number, or {@code anonymous}
 * @param called the called number
 * @param outcome how it ended
 * @param status the final answer's code; 0 when there was none
 * @param naming why the caller was named or not: a word of {@code Enrichment.Reason}; empty when it was refused before that
 * @param rule the match's rule, or empty
 * @param source the contact's source, or empty
 * @param setupMilliseconds from INVITE to the final answer
 * @param talkMilliseconds from the answer to the end; 0 when it was not answered
 * @param tries how many targets were tried, the last one being the PBX or trunk named here
 */
public record CallEvent(
        String direction,
        String trunk,
        String pbx,
        String caller,
        String called,
        Outcome outcome,
        int status,
        String naming,
        String rule,
        String source,
        long setupMilliseconds,
        long talkMilliseconds,
        int tries) {}
