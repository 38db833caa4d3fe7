package io.rubrica.proxy.sip;

/** Ids for tags, branches and Call-IDs: unique while the process lives, and nobody's guess (RFC 3261, 19.3). */
public final class Ids {
    /** What every branch begins with (RFC 3261, 8.1.1.7). */
    static final String COOKIE = "z9hG4bK";

    private static final int HEX_DIGITS = 16;

    private final SipHash hash = SipHash.random();
    private long counter;

    public long next() {
        return hash.of(counter++);
    }

    /** One whose lowest bit is free for the user. */
    long nextEven() {
        return next() & ~1L;
    }

    /** An id as it is written. */
    public static byte[] hex(long id) {
        byte[] digits = new byte[HEX_DIGITS];
        for (int i = 0; i < HEX_DIGITS; i++)
            digits[i] = (byte) Character.forDigit((int) (id >>> (60 - 4 * i)) & 0xf, 16);
        return digits;
    }

    /** The id that a branch of ours was written with, or 0. */
    long fromBranch(byte[] in, int from, int to) {
        int digits = from + COOKIE.length();
        if (to - digits != HEX_DIGITS) return 0;
        long id = 0;
        for (int i = digits; i < to; i++) {
            int digit = Character.digit(in[i], 16);
            if (digit < 0) return 0;
            id = id << 4 | digit;
        }
        return id;
    }
}
