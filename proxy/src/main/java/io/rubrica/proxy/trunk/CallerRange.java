package io.rubrica.proxy.trunk;

/**
 * Some callers: those whose numbers begin so ({@code +3906555}), or lie between two numbers of the same length
 * ({@code 200-299}). A plus, or the lack of one, is part of the number: it is compared as the PBX writes it.
 */
public record CallerRange(String first, String last) {
    /**
     * Reads one of the two forms.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static CallerRange parse(String text) {
        int dash = text.indexOf('-');
        String first = dash < 0 ? text : text.substring(0, dash);
        String last = dash < 0 ? "" : text.substring(dash + 1);
        boolean numbers = first.matches("\\+?[0-9]+") && (dash < 0 || last.matches("\\+?[0-9]+"));
        if (!numbers || dash > 0 && (first.length() != last.length() || first.compareTo(last) > 0))
            throw new IllegalArgumentException(
                    "callers are the beginning of a number (+3906555), or FIRST-LAST of the same length, not " + text);
        return new CallerRange(first, last);
    }

    /** Whether a caller is one of them. */
    boolean covers(String number) {
        if (last.isEmpty()) return number.startsWith(first);
        return number.length() == first.length() && first.compareTo(number) <= 0 && number.compareTo(last) <= 0;
    }
}
