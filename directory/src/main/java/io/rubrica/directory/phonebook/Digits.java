package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.CallingCodes;

/** Packed numbers as digits, compared from their ends. */
final class Digits {
    private static final long VALUE = (1L << 56) - 1;
    private static final long INTERNATIONAL = 1L << 61;
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) POWERS[i] = POWERS[i - 1] * 10;
    }

    private Digits() {}

    static long power(int digits) {
        return POWERS[digits];
    }

    static long value(long packed) {
        return packed & VALUE;
    }

    static int length(long packed) {
        return (int) (packed >>> 56) & 0x1f;
    }

    static boolean isInternational(long packed) {
        return (packed & INTERNATIONAL) != 0;
    }

    /** An extension, or too short to be told from one: such numbers match exactly only. */
    static boolean isExtension(long packed) {
        return length(packed) < IndexKey.TAIL_DIGITS;
    }

    /** How many digits two numbers share at their ends. */
    static int commonTail(long a, long b) {
        int most = Math.min(length(a), length(b));
        long difference = Math.abs(value(a) - value(b));
        if (difference == 0) return most;
        int common = 0;
        while (common < most && difference % 10 == 0) {
            difference /= 10;
            common++;
        }
        return common;
    }

    /**
     * How many digits the shorter of two different numbers has, when it is wholly the tail of the other and is not
     * itself a full international number; otherwise 0. A national trunk prefix does not count as a digit.
     */
    static int containment(long a, long b) {
        return Math.max(tailOf(a, b), tailOf(b, a));
    }

    private static int tailOf(long shorter, long longer) {
        if (isInternational(shorter)) return 0;
        int length = length(shorter);
        if (length <= length(longer) && commonTail(shorter, longer) == length) return length;
        return withoutTrunkPrefix(shorter, longer);
    }

    /**
     * The same for a national number with the 0 that is dialled before it inside its country. What is left is then
     * the whole national number, so before it there may be a calling code and nothing else; and only of a country
     * that has that 0. Otherwise 0 331 123456 of one town would name the mobile +39 331 123456.
     */
    private static int withoutTrunkPrefix(long national, long other) {
        int rest = length(national) - 1;
        if (rest < IndexKey.TAIL_DIGITS || value(national) >= POWERS[rest] || value(national) < POWERS[rest - 1])
            return 0;
        if (length(other) < rest || value(other) % POWERS[rest] != value(national)) return 0;
        if (length(other) == rest) return isInternational(other) ? 0 : rest;
        if (length(other) > rest + CallingCodes.MAX_DIGITS) return 0;
        return CallingCodes.dropsZero((int) (value(other) / POWERS[rest])) ? rest : 0;
    }
}
