package io.rubrica.proxy.trunk.register;

import java.util.concurrent.atomic.LongAdder;

/** What registering counts. */
public final class RegistrationCounters {
    /** Times that a registration was begun or refreshed, whatever came of it. */
    public final LongAdder attempts = new LongAdder();

    private final LongAdder[] setbacks = new LongAdder[Setback.values().length];

    public RegistrationCounters() {
        for (int i = 0; i < setbacks.length; i++) setbacks[i] = new LongAdder();
    }

    /** Attempts that failed for this reason. */
    public LongAdder setback(Setback reason) {
        return setbacks[reason.ordinal()];
    }
}
