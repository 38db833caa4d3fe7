package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Enrichment;
import java.util.concurrent.atomic.LongAdder;

/** What the call room counts; each word of {@link Outcome} and of {@link Enrichment.Reason} has its counter. */
public final class CallCounters {
    private final LongAdder[] outcomes = adders(Outcome.values().length);
    private final LongAdder[] naming = adders(Enrichment.Reason.values().length);
    private final LongAdder[] callees = adders(Enrichment.Reason.values().length);
    public final LongAdder callsIn = new LongAdder();
    public final LongAdder callsOut = new LongAdder();
    public final LongAdder callsRedirected = new LongAdder();
    public final LongAdder inDialogRequests = new LongAdder();
    /** REFERs that ended here, as their trunk's settings say. */
    public final LongAdder transfersDeclined = new LongAdder();

    public final LongAdder refusedDraining = new LongAdder();
    public final LongAdder unknownDialogs = new LongAdder();
    /** Answers that came after we had given up, and were ended by us. */
    public final LongAdder unwantedAnswers = new LongAdder();

    /** Challenges of trunks that were answered with the trunk's credentials. */
    public final LongAdder challengesAnswered = new LongAdder();
    /** Challenges of trunks that have credentials, but none for that realm. */
    public final LongAdder challengesPassedOn = new LongAdder();
    /** Challenges of trunks that our credentials did not satisfy. */
    public final LongAdder credentialsRefused = new LongAdder();

    public final LongAdder leaksStopped = new LongAdder();

    /** Dialogs that the last process left and this one went on with. */
    public final LongAdder dialogsTakenUp = new LongAdder();
    /** Dialogs that were kept but could not be understood. */
    public final LongAdder dialogsLost = new LongAdder();
    /** Dialogs that the store had no room for. */
    public final LongAdder dialogsOnHeap = new LongAdder();

    private final LongAdder[] swept = adders(Outcome.values().length);

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) adders[i] = new LongAdder();
        return adders;
    }

    public LongAdder outcome(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    /** Calls that nobody ended and that we therefore did. */
    public LongAdder swept(Outcome why) {
        return swept[why.ordinal()];
    }

    public LongAdder naming(Enrichment.Reason reason) {
        return naming[reason.ordinal()];
    }

    /** Those whom calls out reached, where an answer had a place for a name. */
    public LongAdder callees(Enrichment.Reason reason) {
        return callees[reason.ordinal()];
    }
}
