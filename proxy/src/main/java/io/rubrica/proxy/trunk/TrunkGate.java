package io.rubrica.proxy.trunk;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the calls of one trunk and keeps its limits. The event loop alone changes it; anybody may read its counts. */
public final class TrunkGate {
    /** What one call takes out of the bucket, so that a millisecond puts in as much as calls are allowed a second. */
    private static final long ONE_CALL = 1000;

    private final AtomicInteger calls = new AtomicInteger();
    private final LongAdder[] refused = new LongAdder[Refusal.values().length];
    private long bucket = Long.MAX_VALUE;
    private long filledAt;

    TrunkGate() {
        for (int i = 0; i < refused.length; i++) refused[i] = new LongAdder();
    }

    /**
     * Takes a new call, which is counted until it has {@link #left}; or says why not.
     *
     * @param emergency whether it is taken in any case
     * @param now milliseconds on a steady clock
     */
    public @Nullable Refusal enter(CallLimits limits, boolean emergency, long now) {
        fill(limits, now);
        Refusal refusal = emergency ? null : refusal(limits);
        if (refusal != null) {
            refused(refusal).increment();
            return refusal;
        }
        if (limits.maxCallsPerSecond() > 0) bucket = Math.max(0, bucket - ONE_CALL);
        entered();
        return null;
    }

    private @Nullable Refusal refusal(CallLimits limits) {
        if (limits.maxCalls() > 0 && calls.get() >= limits.maxCalls()) return Refusal.TOO_MANY_CALLS;
        return limits.maxCallsPerSecond() > 0 && bucket < ONE_CALL ? Refusal.TOO_FAST : null;
    }

    /** What is allowed in a second may come at once, and then as fast as the bucket fills. */
    private void fill(CallLimits limits, long now) {
        long most = limits.maxCallsPerSecond() == 0 ? Long.MAX_VALUE : limits.maxCallsPerSecond() * ONE_CALL;
        long passed = Math.min(now - filledAt, ONE_CALL);
        bucket = bucket >= most ? most : Math.min(most, bucket + passed * limits.maxCallsPerSecond());
        filledAt = now;
    }

    /** Counts a call that is there already, whatever the limits say. */
    public void entered() {
        calls.incrementAndGet();
    }

    /** A call is over, or goes on without this trunk. */
    public void left() {
        calls.decrementAndGet();
    }

    /** Calls that ring or are up. */
    public int calls() {
        return calls.get();
    }

    /** Calls that were not taken for that reason. */
    public LongAdder refused(Refusal why) {
        return refused[why.ordinal()];
    }
}
