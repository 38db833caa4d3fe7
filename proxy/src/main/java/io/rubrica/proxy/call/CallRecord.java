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
    private Enrichment.Reason naming;
    private String rule;
    private String source;
    private byte @Nullable [] name;

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
        CallRecord record =
                new CallRecord(from, to, caller, called, enrichment.reason(), "", "", null, emergency, began, tries);
        record.named(enrichment, name);
        return record;
    }

    /** Whether a PBX calls out, so that the one outside is who is called. */
    boolean isOut() {
        return from != null && !from.isTrunk() && to != null && to.isTrunk();
    }

    /** Takes note of what became of the name of the one outside: the caller, or on calls out who is called. */
    void named(Enrichment enrichment, byte @Nullable [] written) {
        naming = enrichment.reason();
        name = written;
        if (!(enrichment instanceof Enrichment.Renamed renamed)) return;
        Match.Found found = renamed.because();
        rule = found.rule().word();
        source = found.contact().source();
    }

    /** Why the one outside was named or not. */
    Enrichment.Reason naming() {
        return naming;
    }

    String rule() {
        return rule;
    }

    String source() {
        return source;
    }

    /** The display name that we wrote for the one outside, in quotes; null: none. */
    byte @Nullable [] name() {
        return name;
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
