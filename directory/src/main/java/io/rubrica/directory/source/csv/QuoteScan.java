package io.rubrica.directory.source.csv;

/** Follows the quotes of a record line by line, by the parser's rules, to see where the record ends. */
final class QuoteScan {
    /** What a record is after a line. */
    enum Verdict {
        /** It ends with this line. */
        WHOLE,
        /** A quoted cell goes on in the next line. */
        OPEN,
        /** A closing quote is followed by something that is not a separator. */
        BROKEN
    }

    private enum Place {
        BEFORE_CELL,
        PLAIN,
        QUOTED,
        AFTER_QUOTED
    }

    private final char separator;
    private Place place = Place.BEFORE_CELL;

    QuoteScan(char separator) {
        this.separator = separator;
    }

    /** Takes the record's next line. */
    Verdict follow(String line) {
        if (place == Place.BEFORE_CELL && line.indexOf('"') < 0) return Verdict.WHOLE;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (place) {
                case BEFORE_CELL -> {
                    if (c == separator) continue;
                    if (c == '"') place = Place.QUOTED;
                    else if (!Character.isWhitespace(c)) place = Place.PLAIN;
                }
                case PLAIN -> {
                    if (c == separator) place = Place.BEFORE_CELL;
                }
                case QUOTED -> {
                    if (c != '"') continue;
                    if (i + 1 < line.length() && line.charAt(i + 1) == '"') i++;
                    else place = Place.AFTER_QUOTED;
                }
                case AFTER_QUOTED -> {
                    if (c == separator) place = Place.BEFORE_CELL;
                    else if (!Character.isWhitespace(c)) return Verdict.BROKEN;
                }
            }
        }
        return place == Place.QUOTED ? Verdict.OPEN : Verdict.WHOLE;
    }
}
