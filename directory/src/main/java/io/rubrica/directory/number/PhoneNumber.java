package io.rubrica.directory.number;

/**
 * A canonical telephone number: a full international one (E.164 digits, 7 to 15) or a local-only one, whose
 * country nobody told us (1 to 16 digits, leading zeros kept).
 *
 * @param packed the number as a key: digits as an integer in bits 0 to 55, how many digits in bits 56 to 60,
 *     bit 61 set when international; never 0
 */
public record PhoneNumber(long packed) {
    /** The longest number that can be packed. */
    public static final int MAX_DIGITS = 16;

    private static final long INTERNATIONAL = 1L << 61;
    private static final long VALUE = (1L << 56) - 1;

    public PhoneNumber {
        if (packed == 0) throw new IllegalArgumentException("a number has at least one digit");
    }

    /** An E.164 number from its digits, country code first, without the plus. */
    public static PhoneNumber international(CharSequence digits) {
        return new PhoneNumber(pack(digits, true));
    }

    /** A number whose country is not known, from its digits. */
    public static PhoneNumber local(CharSequence digits) {
        return new PhoneNumber(pack(digits, false));
    }

    /**
     * Packs a value without building an object; the call path's way.
     *
     * @param value the digits read as an integer, below 10^16
     * @param length how many digits there are, leading zeros counted
     */
    public static long pack(long value, int length, boolean international) {
        return value | ((long) length << 56) | (international ? INTERNATIONAL : 0);
    }

    private static long pack(CharSequence digits, boolean international) {
        int length = digits.length();
        if (length == 0 || length > MAX_DIGITS)
            throw new IllegalArgumentException("a number has 1 to " + MAX_DIGITS + " digits");
        long value = 0;
        for (int i = 0; i < length; i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') throw new IllegalArgumentException("not a digit: " + digit);
            value = value * 10 + (digit - '0');
        }
        return pack(value, length, international);
    }

    public boolean isInternational() {
        return (packed & INTERNATIONAL) != 0;
    }

    /** How many digits there are. */
    public int length() {
        return (int) (packed >>> 56) & 0x1f;
    }

    /** The digits alone, leading zeros kept. */
    public String digits() {
        String digits = Long.toString(packed & VALUE);
        return "0".repeat(length() - digits.length()) + digits;
    }

    /** {@code +390612345678} for an international number, the bare digits for a local-only one. */
    @Override
    public String toString() {
        return isInternational() ? "+" + digits() : digits();
    }
}
