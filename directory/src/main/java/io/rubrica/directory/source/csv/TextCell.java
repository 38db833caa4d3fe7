package io.rubrica.directory.source.csv;

import java.text.Normalizer;

/**
 * Texts as cells. A spreadsheet takes a cell that begins with {@code =} for a formula, and trims one that begins or
 * ends with a space; so such a text is written behind an apostrophe, which comes off again when it is read. Both
 * directions ask the same question, {@link #wantsGuard}, so a name like {@code 't Hooft} keeps the apostrophe it has.
 */
final class TextCell {
    private TextCell() {}

    /** The cell that {@link #read} turns into this text again. */
    static String write(String text) {
        return wantsGuard(text) ? "'" + text : text;
    }

    /** The text of a cell: clean, and trimmed unless a guard kept its edges. */
    static String read(String cell) {
        if (cell.isEmpty()) return cell;
        if (cell.charAt(0) == '\'') {
            String guarded = cell.substring(1);
            if (wantsGuard(guarded)) return clean(guarded);
        }
        return trim(clean(cell));
    }

    private static boolean wantsGuard(String text) {
        int first = 0;
        // A text that looks like a guarded one is guarded too, or its own apostrophe would be lost.
        while (first < text.length() && text.charAt(first) == '\'') first++;
        if (first == text.length()) return false;
        char c = text.charAt(first);
        return c == '=' || c == '+' || c == '-' || c == '@' || blank(c) || blank(text.charAt(text.length() - 1));
    }

    /** The text composed (NFC), its blanks made plain spaces, control characters and half characters removed. */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) return cleanSlowly(text);
        }
        return text;
    }

    private static String cleanSlowly(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) clean.append(' ');
            else if (!Character.isISOControl(c) && c != 0xfeff && Character.getType(c) != Character.SURROGATE)
                clean.appendCodePoint(c);
        }
        return Normalizer.isNormalized(clean, Normalizer.Form.NFC)
                ? clean.toString()
                : Normalizer.normalize(clean, Normalizer.Form.NFC);
    }

    private static String trim(String clean) {
        return clean.strip();
    }

    private static boolean blank(char c) {
        return Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
