package io.rubrica.directory.number;

/** What is known of country calling codes without asking the large tables; a test holds it against them. */
public final class CallingCodes {
    /** The longest calling code. */
    public static final int MAX_DIGITS = 3;

    // Where a 0 is dialled before a national number inside the country, and is no part of the number itself.
    private static final int[] WITH_TRUNK_ZERO = {
        20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 51, 53, 54, 55, 57, 58, 60, 61, 62, 63, 64, 66, 81, 82, 84, 86, 90,
        91, 92, 93, 94, 95, 98, 211, 212, 213, 218, 231, 232, 233, 234, 243, 249, 250, 251, 252, 254, 255, 256, 260,
        261, 262, 263, 264, 265, 291, 353, 355, 358, 359, 370, 373, 374, 377, 380, 381, 382, 383, 385, 386, 387, 389,
        421, 423, 508, 590, 591, 593, 594, 595, 596, 598, 686, 850, 855, 856, 880, 886, 961, 962, 963, 964, 966, 967,
        970, 971, 972, 976, 977, 994, 995, 996
    };

    private static final boolean[] DROPS_ZERO = new boolean[1000];

    static {
        for (int code : WITH_TRUNK_ZERO) DROPS_ZERO[code] = true;
    }

    private CallingCodes() {}

    /** True where the 0 before a national number goes when the calling code comes; not in Italy, which keeps it. */
    public static boolean dropsZero(int callingCode) {
        return callingCode >= 0 && callingCode < DROPS_ZERO.length && DROPS_ZERO[callingCode];
    }

    /** True when digits begin with a calling code of such a country and go on with that 0. */
    static boolean hasTrunkZeroAfterCode(CharSequence digits) {
        int code = 0;
        for (int i = 0; i < MAX_DIGITS && i + 1 < digits.length(); i++) {
            code = code * 10 + (digits.charAt(i) - '0');
            if (dropsZero(code)) return digits.charAt(i + 1) == '0';
        }
        return false;
    }
}
