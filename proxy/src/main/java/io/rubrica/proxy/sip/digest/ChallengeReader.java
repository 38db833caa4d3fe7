package io.rubrica.proxy.sip.digest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Digest name=value, name="value"}. A hostile one costs no more than its bounded length. */
final class ChallengeReader {
    private static final String SCHEME = "Digest";
    private static final int LONGEST = 2048;
    private static final int MOST_PARAMETERS = 24;
    private static final Pattern FOLD = Pattern.compile("\r\n[ \\t]+");

    private final String text;
    private int at;

    private ChallengeReader(String text) {
        this.text = text;
    }

    /**
     * The parameters by their lower-case names, quoted ones as they stand between their quotes; null: it is no
     * well-formed Digest challenge, says something twice, or is longer than any honest one.
     */
    static @Nullable Map<String, String> read(String value) {
        String text = value.strip();
        if (text.length() > LONGEST || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return null;
        ChallengeReader reader = new ChallengeReader(text);
        reader.at = SCHEME.length();
        return reader.skipSpace() ? reader.parameters() : null;
    }

    /**
     * The challenges in a header's value: one, as RFC 3261, 7.3.1, wants it, or several behind commas. Folds become spaces.
     *
     * @param most how many are read
     */
    static List<String> each(String value, int most) {
        ChallengeReader reader = new ChallengeReader(FOLD.matcher(value).replaceAll(" "));
        List<String> each = new ArrayList<>(1);
        String text = reader.text;
        int begin = 0;
        while (reader.at < text.length() && each.size() < most) {
            char c = text.charAt(reader.at++);
            if (c == '"' && reader.quoted() == null) break;
            if (c != ',' || !reader.isScheme()) continue;
            each.add(text.substring(begin, reader.at - 1));
            begin = reader.at;
        }
        if (each.size() < most) each.add(text.substring(begin));
        return each;
    }

    /** Whether a challenge begins behind this comma, rather than a parameter: a word, a space, and no equals sign. */
    private boolean isScheme() {
        int before = at;
        skipSpace();
        boolean word = !token().isEmpty();
        boolean apart = skipSpace();
        boolean scheme = word && apart && at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ',';
        at = before;
        return scheme;
    }

    private @Nullable Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        while (parameters.size() < MOST_PARAMETERS) {
            String name = token().toLowerCase(Locale.ROOT);
            skipSpace();
            if (name.isEmpty() || !take('=')) return null;
            skipSpace();
            String value = take('"') ? quoted() : token();
            if (value == null || parameters.put(name, value) != null) return null;
            skipSpace();
            if (at == text.length()) return parameters;
            if (!take(',')) return null;
            skipSpace();
        }
        return null;
    }

    private String token() {
        int from = at;
        while (at < text.length() && isToken(text.charAt(at))) at++;
        return text.substring(from, at);
    }

    private static boolean isToken(char c) {
        return c > ' ' && c < 0x7f && c != ',' && c != '=' && c != '"' && c != '\\';
    }

    private @Nullable String quoted() {
        int from = at;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') return text.substring(from, at++);
            if (c == '\\') c = ++at < text.length() ? text.charAt(at) : 0;
            if (Character.isISOControl(c) && c != '\t') return null;
        }
        return null;
    }

    private boolean take(char wanted) {
        if (at == text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private boolean skipSpace() {
        int from = at;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
        return at > from;
    }
}
