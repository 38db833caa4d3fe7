package io.rubrica.proxy.trunk.register;

import java.util.random.RandomGenerator;

/** When to try again: later each time, and not all at the same moment (RFC 5626, 4.5). Times are milliseconds. */
final class BackOff {
    private static final long BASE = 30_000;
    private static final long LONGEST = 1_800_000;
    /** However long a registrar wants to be left alone, it is asked again after this. */
    private static final long LONGEST_WISH = 3_600_000;

    private static final int MOST_DOUBLINGS = 6;

    private final RandomGenerator chance;
    private int failures;

    BackOff(RandomGenerator chance) {
        this.chance = chance;
    }

    void succeeded() {
        failures = 0;
    }

    /**
     * How long to wait after a failure.
     *
     * @param lasting whether asking again soon would change nothing
     * @param wish the registrar's Retry-After; 0: none
     */
    long failed(boolean lasting, long wish) {
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        long upper = lasting ? LONGEST : Math.min(LONGEST, BASE << failures);
        long wait = upper / 2 + chance.nextLong(upper / 2 + 1);
        return Math.max(wait, Math.min(wish, LONGEST_WISH));
    }

    /** When to refresh a registration that lasts so long: at 80 to 90 % of it, and not more often than each second. */
    long refreshAfter(long lifetime) {
        long early = lifetime / 10 * 8;
        return Math.max(1_000, early + chance.nextLong(lifetime / 10 + 1));
    }
}
