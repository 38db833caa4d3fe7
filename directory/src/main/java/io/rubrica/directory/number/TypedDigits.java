package io.rubrica.directory.number;

import org.jspecify.annotations.Nullable;

/**
 * The digits of a number as somebody typed them.
 *
 * @param digits 1 to 32 of them, as ASCII
 * @param plus whether a plus stands before them
 * @param separated whether anything stood between them
 * @param trunkZeroInBrackets whether a bracketed 0 stood after the first digits, as in {@code +44 (0)1632}
 */
record TypedDigits(String digits, boolean plus, boolean separated, boolean trunkZeroInBrackets) {
    private static final int MOST_CHARACTERS = 64;
    private static final int MOST_DIGITS = 32;

    /** Reads a text; null when it is no number. Hostile ones are given up after a few characters. */
    static @Nullable TypedDigits of(CharSequence text) {
        return new Scan(text).read();
    }

    private static final class Scan {
        private final CharSequence text;
        private final StringBuilder digits = new StringBuilder(MOST_DIGITS);
        private int at;
        private int end;
        private boolean plus;
        private boolean separated;
        private boolean gap;
        private boolean trunkZero;

        Scan(CharSequence text) {
            this.text = text;
            this.end = text.length();
        }

        @Nullable
        TypedDigits read() {
            skipScheme();
            String context = cutParameters();
            if (context == null || end - at > MOST_CHARACTERS) return null;
            while (at < end) if (!take(text.charAt(at))) return null;
            if (digits.isEmpty() || digits.length() > MOST_DIGITS) return null;
            if (!context.isEmpty() && !plus) return new TypedDigits(context + digits, true, separated, trunkZero);
            return new TypedDigits(digits.toString(), plus, separated, trunkZero);
        }

        private void skipScheme() {
            while (at < end && Character.isWhitespace(text.charAt(at)) && at < MOST_CHARACTERS) at++;
            if (startsWith("tel:")) at += 4;
        }

        private boolean startsWith(String word) {
            if (end - at < word.length()) return false;
            for (int i = 0; i < word.length(); i++) {
                if (Character.toLowerCase(text.charAt(at + i)) != word.charAt(i)) return false;
            }
            return true;
        }

        /** Ends the number at its parameters; the digits of an international phone-context, or null: too long. */
        private @Nullable String cutParameters() {
            int most = Math.min(end, at + MOST_CHARACTERS + 1);
            for (int i = at; i < most; i++) {
                if (text.charAt(i) == ';') {
                    String context = context(i);
                    end = i;
                    return context;
                }
            }
            return most < end ? null : "";
        }

        private String context(int from) {
            String name = ";phone-context=+";
            int most = Math.min(end, from + 2 * MOST_CHARACTERS);
            String parameters = text.subSequence(from, most).toString();
            int found = parameters.toLowerCase(java.util.Locale.ROOT).indexOf(name);
            if (found < 0) return "";
            StringBuilder context = new StringBuilder();
            for (int i = found + name.length(); i < parameters.length() && context.length() < 8; i++) {
                char c = parameters.charAt(i);
                if (c == ';') break;
                if (c >= '0' && c <= '9') context.append(c);
                else if ("-.()".indexOf(c) < 0) return "";
            }
            return context.toString();
        }

        /** Takes one character, or what hangs together from there; false when this is no number. */
        private boolean take(char c) {
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                separated |= gap;
                digits.append((char) ('0' + digit));
                at++;
                return true;
            }
            if (c == '+' || c == '\uff0b') {
                if (plus || !digits.isEmpty()) return false;
                plus = true;
                at++;
                return true;
            }
            if (c == ',' || (c == '/' && isList()) || isExtension()) {
                at = end;
                return true;
            }
            if (!isSeparator(c)) return false;
            gap = !digits.isEmpty();
            trunkZero |=
                    c == '(' && plus && gap && at + 2 < end && text.charAt(at + 1) == '0' && text.charAt(at + 2) == ')';
            at++;
            return true;
        }

        private static boolean isSeparator(char c) {
            return switch (Character.getType(c)) {
                case Character.SPACE_SEPARATOR, Character.DASH_PUNCTUATION, Character.FORMAT -> true;
                default -> ".()[]/\t\u2212".indexOf(c) >= 0;
            };
        }

        /** A slash after a whole number begins another one; in {@code 06/1234567} it is only a separator. */
        private boolean isList() {
            int before = digits.length();
            int after = 0;
            for (int i = at; i < end; i++) if (Character.digit(text.charAt(i), 10) >= 0) after++;
            int whole = plus ? 9 : 7;
            return before >= whole || (before >= 6 && after <= 2);
        }

        /** A word or sign for an extension, with up to seven digits after it and nothing else. */
        private boolean isExtension() {
            if (digits.length() < 6) return false;
            for (String word : new String[] {"extension", "interno", "ext.", "ext", "int.", "int", "x", "#"}) {
                if (!startsWith(word)) continue;
                int found = 0;
                for (int i = at + word.length(); i < end; i++) {
                    char c = text.charAt(i);
                    if (Character.digit(c, 10) >= 0) found++;
                    else if (!isSeparator(c) && c != ':') return false;
                }
                return found >= 1 && found <= 7;
            }
            return false;
        }
    }
}
