package io.rubrica.proxy.admin;

import java.time.Duration;

/**
 * What there is to say of one call when it has ended. Texts are empty where there is nothing to say; numbers are
 * given in full and shortened when they are written.
 *
 * @param direction {@code in} from a trunk or {@code out} from a PBX
 * @param from the name of the trunk or PBX that it came from
 * @param to the name of the PBX or trunk that it went to
 * @param caller the caller's number; empty when the caller asked for privacy
 * @param called the number that was called
 * @param outcome how it ended, such as {@code answered}, {@code busy} or {@code cancelled}
 * @param reason why the caller got or did not get a name: the word of {@code Enrichment.Reason}
 * @param status the final SIP status, or 0: none
 * @param ringing from the INVITE to its final answer
 * @param talking from the answer to the end; zero when it was not answered
 * @param callId the first leg's Call-ID
 */
public record CallEvent(
        String direction,
        String from,
        String to,
        String caller,
        String called,
        String outcome,
        String reason,
        int status,
        Duration ringing,
        Duration talking,
        String callId) {}
