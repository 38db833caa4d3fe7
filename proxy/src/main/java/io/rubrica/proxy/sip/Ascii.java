package io.rubrica.proxy.sip;

import java.nio.charset.StandardCharsets;

/** What is read from and compared in message bytes without building strings. Ranges are {@code [from, to)}. */
public final class Ascii {
    private Ascii() {}

    /** The bytes of a protocol word. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text in a range, read as UTF-8. */
    public static String text(byte[] in, int from, int to) {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    /** Whether a range says the word, in any case; the word is given in lower case. */
    public static boolean says(byte[] in, int from, int to, byte[] lowerCaseWord) {
        if (to - from != lowerCaseWord.length) return false;
        for (int i = 0; i < lowerCaseWord.length; i++) if (lower(in[from + i]) != lowerCaseWord[i]) return false;
        return true;
    }

    /** Whether two ranges hold the same bytes. */
    public static boolean same(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        return java.util.Arrays.equals(a, aFrom, aTo, b, bFrom, bTo);
    }

    static int indexOf(byte[] in, int from, int to, char what) {
        for (int i = from; i < to; i++) if (in[i] == what) return i;
        return -1;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    static int skipSpace(byte[] in, int from, int to) {
        int at = from;
        while (at < to && isSpace(in[at])) at++;
        return at;
    }

    static int trimEnd(byte[] in, int from, int to) {
        int at = to;
        while (at > from && isSpace(in[at - 1])) at--;
        return at;
    }

    /** A decimal number of at most ten digits that fills the range, or -1. */
    public static long number(byte[] in, int from, int to) {
        if (to <= from || to - from > 10) return -1;
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = in[i] - '0';
            if (digit < 0 || digit > 9) return -1;
            value = value * 10 + digit;
        }
        return value;
    }

    /** A number of at most 16 hexadecimal digits that fills the range; 0 where it is none. */
    public static long hex(byte[] in, int from, int to) {
        if (to - from > 16) return 0;
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(in[i], 16);
            if (digit < 0) return 0;
            value = value << 4 | digit;
        }
        return value;
    }

    /** RFC 3261 25.1, token. */
    static boolean isToken(byte[] in, int from, int to) {
        if (from >= to) return false;
        for (int i = from; i < to; i++) if (in[i] < 0 || !TOKEN[in[i]]) return false;
        return true;
    }

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) TOKEN[c] = Character.isLetterOrDigit(c) || "-.!%*_+`'~".indexOf(c) >= 0;
    }
}
