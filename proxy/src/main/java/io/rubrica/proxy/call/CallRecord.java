package io.rubrica.proxy.call;

import io.rubrica.directory.phonebook.Match;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.trunk.Peer;
import org.jspecify.annotations.Nullable;

/** What is remembered of a call for its event line. */
final class CallRecord {
    static final CallRecord NONE =
            new CallRecord(null, null, "", "", Enrichment.Reason.NOT_FROM_TRUNK, "", "", null, false, 0, 0);

    private final @Nullable Peer from;
    private final @Nullable Peer to;
    private final String caller;
    final String called;
    final Enrichment.Reason naming;
    final String rule;
    final String source;
    /** The display name that we wrote, in quotes; null: none. */
    final byte @Nullable [] name;

    final boolean emergency;
    /** When the INVITE came. */
    final long began;
    /** How many targets were tried. */
    final int tries;
    /** When the first fork answered; 0: none did. */
    long answered;

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
            Enrichment.Reason naming,
            String rule,
            String source,
            byte @Nullable [] name,
            boolean emergency,
            long began,
            int tries) {
        this.from = from;
        this.to = to;
        this.caller = caller;
        this.called = called;
        this.naming = naming;
        this.rule = rule;
        this.source = source;
        this.name = name;
        this.emergency = emergency;
        this.began = began;
        this.tries = tries;
    }

    /** One of a call that begins. */
    static CallRecord of(
            Peer from,
            Peer to,
            String caller,
            String called,
            Enrichment enrichment,
            byte @Nullable [] name,
            boolean emergency,
            long began,
            int tries) {
        Match.Found found = enrichment instanceof Enrichment.Renamed renamed ? renamed.because() : null;
        return new CallRecord(
                from,
                to,
                caller,
                called,
                enrichment.reason(),
                found == null ? "" : found.rule().word(),
                found == null ? "" : found.contact().source(),
                name,
                emergency,
                began,
                tries);
    }

    /** One fork answered. */
    void answered(long now) {
        if (answered == 0) answered = now;
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
