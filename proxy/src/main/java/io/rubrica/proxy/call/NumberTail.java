package io.rubrica.proxy.call;

/** The end of a number, by which its notations (international, national, with separators) are told to be one number. */
final class NumberTail {
    private static final int DIGITS = 9;

    private NumberTail() {}

    /** The last nine digits, with how many there are; never 0. */
    static long of(CharSequence number) {
        long value = 0;
        long unit = 1;
        int digits = 0;
        for (int i = number.length() - 1; i >= 0 && digits < DIGITS; i--) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) continue;
            value += digit * unit;
            unit *= 10;
            digits++;
        }
        return value | (long) (digits + 1) << 40;
    }

    /** Whether two notations are of one number; short ones must agree wholly. */
    static boolean same(String one, String other) {
        return one.equals(other) || of(one) == of(other) && hasDigits(one);
    }

    static boolean hasDigits(String number) {
        for (int i = 0; i < number.length(); i++) if (number.charAt(i) >= '0' && number.charAt(i) <= '9') return true;
        return false;
    }
}
