package io.rubrica.directory.phonebook;

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

    public static final Matching NONE = new Matching(Mode.NONE, 0);
    public static final Matching EXACT = new Matching(Mode.EXACT, 0);
    public static final Matching DEFAULT = new Matching(Mode.DIGITS, 6);

    public Matching {
        boolean counted = mode == Mode.DIGITS || mode == Mode.COMPATIBLE;
        if (counted ? digits < 3 || digits > 15 : digits != 0)
            throw new IllegalArgumentException("digits is 3 to 15, for the modes that count digits");
    }

    /**
     * Reads {@code none}, {@code exact}, {@code digits: N} or {@code compatible: N}.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static Matching parse(String text) {
        if (text.equals("none")) return NONE;
        if (text.equals("exact")) return EXACT;
        java.util.regex.Matcher counted = java.util.regex.Pattern.compile("(digits|compatible): *([0-9]{1,3})")
                .matcher(text);
        if (!counted.matches())
            throw new IllegalArgumentException(
                    "matching is written none, exact, digits: N or compatible: N, not " + text);
        Mode mode = counted.group(1).equals("digits") ? Mode.DIGITS : Mode.COMPATIBLE;
        return new Matching(mode, Integer.parseInt(counted.group(2)));
    }
}
