package io.rubrica.directory.phonebook;

import java.util.Locale;

/**
 * How far a lookup may go beyond the same number.
 *
 * @param digits the least number of digits that {@code DIGITS} and {@code COMPATIBLE} ask for; 0 otherwise
 */
public record Matching(Mode mode, int digits) {
    /** The modes of decision 4. */
    public enum Mode {
        NONE,
        EXACT,
        DIGITS,
        COMPATIBLE
    }

    private static final int FEWEST = 3;
    private static final int MOST = 15;

    public static final Matching NONE = new Matching(Mode.NONE, 0);
    public static final Matching EXACT = new Matching(Mode.EXACT, 0);
    public static final Matching DEFAULT = new Matching(Mode.DIGITS, 6);

    public Matching {
        boolean counted = mode == Mode.DIGITS || mode == Mode.COMPATIBLE;
        if (counted ? digits < FEWEST || digits > MOST : digits != 0)
            throw new IllegalArgumentException("digits is 3 to 15, for the modes that count digits");
    }

    /**
     * Reads it as an operator writes it: {@code none}, {@code exact}, {@code digits: 6} or {@code compatible: 6}.
     *
     * @throws IllegalArgumentException when it is none of these, with a sentence for the operator
     */
    public static Matching parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s*:\\s*|\\s+", -1);
        if (parts.length == 1 && parts[0].equals("none")) return NONE;
        if (parts.length == 1 && parts[0].equals("exact")) return EXACT;
        if (parts.length == 2 && parts[1].matches("\\d{1,2}")) {
            int digits = Integer.parseInt(parts[1]);
            if (digits >= FEWEST && digits <= MOST) {
                if (parts[0].equals("digits")) return new Matching(Mode.DIGITS, digits);
                if (parts[0].equals("compatible")) return new Matching(Mode.COMPATIBLE, digits);
            }
        }
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        throw new IllegalArgumentException(
                "match is none, exact, digits: N or compatible: N with N from 3 to 15; not \"" + shown + "\"");
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String word = mode.name().toLowerCase(Locale.ROOT);
        return digits == 0 ? word : word + ": " + digits;
    }
}
