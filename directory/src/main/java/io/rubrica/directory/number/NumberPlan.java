package io.rubrica.directory.number;

import org.jspecify.annotations.Nullable;

/**
 * Reads telephone numbers by a country's rules. Writers and readers of the phonebook share it, so that a number
 * typed in a spreadsheet and the same number sent by a trunk meet on one key. Safe from any thread.
 *
 * <ul>
 *   <li>A plus and 7 to 15 digits are an international number, always, whatever the tables say of it.
 *   <li>{@code 00} does what a plus does; without a country only before 9 digits or more, since there it may also be
 *       an outside line and a trunk prefix.
 *   <li>At most five digits are an extension: local-only.
 *   <li>Other digits are read as the country dials them; so is E.164 whose plus got lost, when it begins with the
 *       country's own code. What is no valid number there stays local-only.
 *   <li>Letters (but for a trailing extension), {@code *} and {@code #} make a text no number.
 * </ul>
 */
public final class NumberPlan {
    private static final int FEWEST_INTERNATIONAL = 7;
    private static final int MOST_INTERNATIONAL = 15;
    private static final int MOST_EXTENSION = 5;
    private static final int FEWEST_AFTER_ZEROS = 9;

    private final @Nullable NationalRules rules;

    private NumberPlan(@Nullable NationalRules rules) {
        this.rules = rules;
    }

    /**
     * The plan of a country (ISO 3166 code of two letters, such as {@code IT}); empty: {@link #worldwide}.
     *
     * @throws IllegalArgumentException when there is no such country
     */
    public static NumberPlan of(String country) {
        return country.isEmpty() ? worldwide() : new NumberPlan(NationalRules.of(country));
    }

    /** The plan without a country: only numbers that begin with a plus or {@code 00} are international. */
    public static NumberPlan worldwide() {
        return new NumberPlan(null);
    }

    /**
     * Reads clean E.164, as trunks send it: a plus and 7 to 15 digits, the first of them not 0. Allocates nothing.
     *
     * @return the packed number, or 0: something else, which {@link #read} may still know
     */
    static long readInternational(CharSequence text) {
        int length = text.length() - 1;
        if (length < FEWEST_INTERNATIONAL || length > MOST_INTERNATIONAL) return 0;
        if (text.charAt(0) != '+' || text.charAt(1) == '0') return 0;
        long value = 0;
        for (int i = 1; i <= length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return 0;
            value = value * 10 + digit;
        }
        return PhoneNumber.pack(value, length, true);
    }

    /** The number in a text, however it is typed, or null when there is none. */
    public @Nullable PhoneNumber read(CharSequence text) {
        long clean = readInternational(text);
        if (clean != 0) return new PhoneNumber(clean);
        TypedDigits typed = TypedDigits.of(text);
        if (typed == null) return null;
        String digits = typed.digits();
        if (typed.plus()) {
            if (typed.trunkZeroInBrackets() || zeroAfterCallingCode(typed)) {
                PhoneNumber without = NationalRules.withoutTrunkZero(typed);
                if (without != null) return without;
            }
            if (!digits.startsWith("0")) return international(digits);
        }
        return withoutPlus(digits);
    }

    /**
     * A number as it is dialled in the country: with the country's own trunk prefix, or with its way abroad before a number
     * of another country. Without a country, and for a local-only number, the digits alone.
     */
    public String dialled(PhoneNumber number) {
        return rules == null || !number.isInternational() ? number.digits() : rules.dialled(number);
    }

    /** A zero that a person typed after the calling code, in a number that is not clean E.164 anyway. */
    private static boolean zeroAfterCallingCode(TypedDigits typed) {
        return typed.separated() && CallingCodes.hasTrunkZeroAfterCode(typed.digits());
    }

    private @Nullable PhoneNumber withoutPlus(String digits) {
        if (digits.startsWith("00")) {
            int rest = digits.length() - 2;
            if (rest > 0
                    && digits.charAt(2) != '0'
                    && rest >= (rules == null ? FEWEST_AFTER_ZEROS : FEWEST_INTERNATIONAL)) {
                PhoneNumber number = international(digits.substring(2));
                if (number != null) return number;
            }
        }
        if (digits.length() > PhoneNumber.MAX_DIGITS) return null;
        if (rules == null || digits.length() <= MOST_EXTENSION) return PhoneNumber.local(digits);
        return rules.read(digits);
    }

    private static @Nullable PhoneNumber international(String digits) {
        return digits.length() < FEWEST_INTERNATIONAL || digits.length() > MOST_INTERNATIONAL
                ? null
                : PhoneNumber.international(digits);
    }
}
