package io.rubrica.proxy.call;

import io.rubrica.directory.phonebook.Match;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.trunk.Peer;
import org.jspecify.annotations.Nullable;

/** What is remembered of a call for its event line. */
final class CallRecord {
    static final CallRecord NONE = new CallRecord(
            null, null, "", "", new Enrichment.LeftAlone(Enrichment.Reason.NOT_FROM_TRUNK), null, false, 0, 0);

    private final @Nullable Peer from;
    private final @Nullable Peer to;
    private final String caller;
    private final String called;
    private final Enrichment.Reason naming;
    private final String rule;
    private final String source;
    /** The display name that we wrote, in quotes; null: none. */
    final byte @Nullable [] name;

    final boolean emergency;
    private final long began;
    private final int tries;
    private long answered;
    /** Forks that answered and have not ended. */
    private int up;

    private boolean told;

    /**
     * @param began when the caller's INVITE came
     * @param tries how many targets have been tried, this one included
     */
    CallRecord(
            @Nullable Peer from,
            @Nullable Peer to,
            String caller,
            String called,
            Enrichment enrichment,
            byte @Nullable [] name,
            boolean emergency,
            long began,
            int tries) {
        this.name = name;
        this.emergency = emergency;
        this.from = from;
        this.to = to;
        this.caller = caller;
        this.called = called;
        naming = enrichment.reason();
        Match.Found found = enrichment instanceof Enrichment.Renamed renamed ? renamed.because() : null;
        rule = found == null ? "" : found.rule().word();
        source = found == null ? "" : found.contact().source();
        this.began = began;
        this.tries = tries;
    }

    /** One fork answered. */
    void answered(long now) {
        up++;
        if (answered == 0) answered = now;
    }

    /** One fork that had answered is over; true when it was the last. */
    boolean ended() {
        return --up == 0;
    }

    /** The caller's number; empty when he asked for privacy. */
    String caller() {
        return caller;
    }

    /** The event of its end, once; null when it was told before. */
    @Nullable
    CallEvent over(Outcome outcome, int status, long now) {
        if (told || from == null || to == null) return null;
        told = true;
        boolean inbound = from.isTrunk();
        return new CallEvent(
                inbound ? "in" : "out",
                inbound ? from.name() : to.name(),
                inbound ? to.name() : from.name(),
                caller.isEmpty() ? "anonymous" : caller,
                called,
                outcome,
                status,
                naming.word(),
                rule,
                source,
                (answered == 0 ? now : answered) - began,
                answered == 0 ? 0 : now - answered,
                tries);
    }
}
