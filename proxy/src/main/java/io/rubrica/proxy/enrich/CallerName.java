package io.rubrica.proxy.enrich;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name fit to be shown on a phone: clean, short and never blank.
 *
 * @param text no control characters and no half surrogates
 */
public record CallerName(String text) {
    /** Grapheme clusters of Unicode's annex 29; unlike BreakIterator it keeps families, flags and skin tones whole. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** What no phone shows; it keeps the work on a hostile name small whatever the settings say. */
    private static final int MOST_BYTES = 1024;

    public CallerName {
        if (text.isBlank()) throw new IllegalArgumentException("a caller name cannot be blank");
        // What cannot be built cannot break out of the quoted-string, whoever builds it.
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                throw new IllegalArgumentException("a caller name has no control characters");
            if (c > Character.MAX_VALUE) i++;
        }
    }

    /**
     * Cleans a name and cuts it to size, between characters as people count them.
     *
     * @param maxGraphemes the most grapheme clusters
     * @param maxBytes the most bytes of UTF-8, before escaping; more than 1024 counts as 1024
     * @return null when nothing is left to be seen
     */
    public static @Nullable CallerName of(String raw, int maxGraphemes, int maxBytes) {
        int most = Math.min(maxBytes, MOST_BYTES);
        if (isPlain(raw, Math.min(maxGraphemes, most))) return new CallerName(raw);
        // Composing turns at most two characters into each byte that is written, so this window loses nothing.
        String text = cut(VisibleText.of(raw, 2 * most + 32), maxGraphemes, most);
        return text.isEmpty() ? null : new CallerName(text);
    }

    /** The quoted-string of RFC 3261 25.1, quotes included: raw UTF-8 with quotes and backslashes escaped. */
    public byte[] quoted() {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int escapes = 0;
        for (byte b : utf8) if (b == '"' || b == '\\') escapes++;
        byte[] quoted = new byte[utf8.length + escapes + 2];
        int end = 0;
        quoted[end++] = '"';
        for (byte b : utf8) {
            if (b == '"' || b == '\\') quoted[end++] = '\\';
            quoted[end++] = b;
        }
        quoted[end] = '"';
        return quoted;
    }

    /** Whether a name is clean ASCII and short enough, as most are: then there is nothing to do. */
    private static boolean isPlain(String raw, int most) {
        if (raw.isEmpty() || raw.length() > most) return false;
        char before = ' ';
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
            before = c;
        }
        return before != ' ';
    }

    private static String cut(String text, int maxGraphemes, int maxBytes) {
        int end = text.chars().allMatch(VisibleText::isAlone)
                ? endOfCharacters(text, maxGraphemes, maxBytes)
                : endOfClusters(text, maxGraphemes, maxBytes);
        while (end > 0 && (text.charAt(end - 1) == ' ' || VisibleText.isJoiner(text.charAt(end - 1)))) end--;
        return text.substring(0, end);
    }

    private static int endOfCharacters(String text, int maxGraphemes, int maxBytes) {
        int bytes = 0;
        int most = Math.min(text.length(), maxGraphemes);
        for (int i = 0; i < most; i++) {
            bytes += utf8Length(text.charAt(i));
            if (bytes > maxBytes) return i;
        }
        return most;
    }

    private static int endOfClusters(String text, int maxGraphemes, int maxBytes) {
        Matcher cluster = CLUSTER.matcher(text);
        int end = 0;
        int bytes = 0;
        for (int graphemes = 0; graphemes < maxGraphemes && cluster.find(); graphemes++) {
            for (int i = end; i < cluster.end(); i++) bytes += utf8Length(text.charAt(i));
            if (bytes > maxBytes) break;
            end = cluster.end();
        }
        return end;
    }

    /** Bytes of UTF-8; each half of a surrogate pair counts for two. */
    private static int utf8Length(char c) {
        if (c < 0x80) return 1;
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
