package io.rubrica.directory.source.csv;

import org.jspecify.annotations.Nullable;

/** Which character stands between cells. */
final class Separator {
    private static final char[] CANDIDATES = {',', ';', '\t'};

    private Separator() {}

    /** The separator of a file that begins with this line: the candidate that stands most often outside quotes. */
    static char of(String line) {
        char best = ',';
        int most = 0;
        for (char candidate : CANDIDATES) {
            int count = countOutsideQuotes(line, candidate);
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    /** What a line such as {@code sep=;}, which spreadsheets put before the header, announces; null for any other. */
    static @Nullable Character announced(String line) {
        String trimmed = line.replace("\"", "");
        if (trimmed.length() != 5 || !trimmed.regionMatches(true, 0, "sep=", 0, 4)) return null;
        char separator = trimmed.charAt(4);
        for (char candidate : CANDIDATES) if (candidate == separator) return separator;
        return null;
    }

    private static int countOutsideQuotes(String line, char candidate) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (c == candidate && !quoted) count++;
        }
        return count;
    }
}
