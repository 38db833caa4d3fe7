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
}
