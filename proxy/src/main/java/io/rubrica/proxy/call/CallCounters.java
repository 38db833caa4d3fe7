package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Enrichment;
import java.util.concurrent.atomic.LongAdder;

/** What the call room counts; each word of {@link Outcome} and of {@link Enrichment.Reason} has its counter. */
public final class CallCounters {
    private final LongAdder[] outcomes = adders(Outcome.values().length);
    private final LongAdder[] naming = adders(Enrichment.Reason.values().length);
    public final LongAdder callsIn = new LongAdder();
    public final LongAdder callsOut = new LongAdder();
    public final LongAdder inDialogRequests = new LongAdder();
    public final LongAdder refusedDraining = new LongAdder();
    public final LongAdder unknownDialogs = new LongAdder();
    /** Answers that came after we had given up, and were ended by us. */
    public final LongAdder unwantedAnswers = new LongAdder();

    public final LongAdder leaksStopped = new LongAdder();

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) adders[i] = new LongAdder();
        return adders;
    }

    public LongAdder outcome(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    public LongAdder naming(Enrichment.Reason reason) {
        return naming[reason.ordinal()];
    }
}
