package io.rubrica.proxy.sip;

/** The timers of RFC 3261, table 4, in milliseconds. */
final class Timers {
    static final long T1 = 500;
    static final long T2 = 4_000;
    static final long T4 = 5_000;
    /** 64*T1: timers B, D, F, H, J, L and M. */
    static final long TRANSACTION = 64 * T1;
    /** Timer C: an INVITE that rings longer than this after its last provisional answer is given up. */
    static final long RINGING = 300_000;

    private Timers() {}
}
