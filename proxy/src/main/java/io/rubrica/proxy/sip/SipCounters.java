package io.rubrica.proxy.sip;

import java.util.concurrent.atomic.LongAdder;

/** What the transaction layer counts. */
public final class SipCounters {
    private final LongAdder[] flaws = new LongAdder[Flaw.values().length];
    public final LongAdder unanswerable = new LongAdder();
    public final LongAdder retransmissionsReceived = new LongAdder();
    public final LongAdder retransmissionsSent = new LongAdder();
    public final LongAdder strayResponses = new LongAdder();
    public final LongAdder merged = new LongAdder();

    public SipCounters() {
        for (int i = 0; i < flaws.length; i++) flaws[i] = new LongAdder();
    }

    /** Messages refused for this flaw. */
    public LongAdder flaw(Flaw flaw) {
        return flaws[flaw.ordinal()];
    }
}
