package io.rubrica.proxy.enrich;

import static java.lang.Character.UnicodeScript.ARABIC;
import static java.lang.Character.UnicodeScript.BENGALI;
import static java.lang.Character.UnicodeScript.DEVANAGARI;
import static java.lang.Character.UnicodeScript.GUJARATI;
import static java.lang.Character.UnicodeScript.GURMUKHI;
import static java.lang.Character.UnicodeScript.KANNADA;
import static java.lang.Character.UnicodeScript.KHMER;
import static java.lang.Character.UnicodeScript.MALAYALAM;
import static java.lang.Character.UnicodeScript.MONGOLIAN;
import static java.lang.Character.UnicodeScript.MYANMAR;
import static java.lang.Character.UnicodeScript.NKO;
import static java.lang.Character.UnicodeScript.ORIYA;
import static java.lang.Character.UnicodeScript.SINHALA;
import static java.lang.Character.UnicodeScript.SYRIAC;
import static java.lang.Character.UnicodeScript.TAMIL;
import static java.lang.Character.UnicodeScript.TELUGU;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;

/**
 * What of a text can be seen: controls, direction marks and invisible characters go, runs of white space become one
 * space, and the rest is in Unicode's composed form (NFC).
 */
final class VisibleText {
    private static final int NOTHING = -1;
    private static final int COMBINING_GRAPHEME_JOINER = 0x34F;
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int AS_EMOJI = 0xFE0F;
    private static final int BLACK_FLAG = 0x1F3F4;

    /** Scripts where a joiner between two letters decides how they are drawn. Elsewhere it could only hide. */
    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            ARABIC,
            SYRIAC,
            NKO,
            MONGOLIAN,
            DEVANAGARI,
            BENGALI,
            GURMUKHI,
            GUJARATI,
            ORIYA,
            TAMIL,
            TELUGU,
            KANNADA,
            MALAYALAM,
            SINHALA,
            MYANMAR,
            KHMER);

    private VisibleText() {}

    /**
     * The visible part of a text.
     *
     * @param window how many characters are enough: what follows them is not looked at, because composing is slow on
     *     long runs of hostile marks
     */
    static String of(String raw, int window) {
        StringBuilder seen = new StringBuilder(Math.min(raw.length(), window + 2));
        boolean gap = false;
        boolean composed = true;
        int last = NOTHING;
        for (int i = 0; i < raw.length() && seen.length() < window; ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (isSpace(c)) {
                gap = last != NOTHING;
            } else if (isSeen(c, gap ? NOTHING : last, i < raw.length() ? raw.codePointAt(i) : NOTHING)) {
                if (gap) seen.append(' ');
                seen.appendCodePoint(c);
                gap = false;
                composed &= isAlone(c);
                last = c;
            }
        }
        return composed ? seen.toString() : Normalizer.normalize(seen, Normalizer.Form.NFC);
    }

    /** Whether nothing is ever seen in a text, so that it is as good as empty. */
    static boolean isBlank(String raw) {
        if (raw.isEmpty()) return true;
        char first = raw.charAt(0);
        return (first <= ' ' || first > '~') && of(raw, 1).isEmpty();
    }

    /** Whether a character never combines with its neighbours: already composed, and a grapheme cluster by itself. */
    static boolean isAlone(int c) {
        return c < 0x300;
    }

    static boolean isJoiner(int c) {
        return c == JOINER || c == NON_JOINER;
    }

    private static boolean isSpace(int c) {
        // Tab to carriage return, next line; and three letters that are drawn as nothing but take up room.
        return (c >= '\t' && c <= '\r')
                || c == 0x85
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0
                || Character.isSpaceChar(c);
    }

    private static boolean isSeen(int c, int last, int next) {
        if (c < 0x7F) return c >= ' ';
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> false;
            case Character.FORMAT -> isJoiner(c) ? joins(c, last, next) : isFlagTag(c, last);
            // Emoji younger than this JDK are unassigned here, and phones may know them.
            case Character.UNASSIGNED -> !isReserved(c);
            // A mark needs something to sit on, or it sits on the quote before the name.
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
                last != NOTHING && c != COMBINING_GRAPHEME_JOINER && c != 0x17B4 && c != 0x17B5;
            default -> c != 0x115F && c != 0x1160;
        };
    }

    private static boolean joins(int joiner, int last, int next) {
        if (last == NOTHING || next == NOTHING) return false;
        if (joiner == JOINER && isPictograph(next)) return isPictograph(last) || last == AS_EMOJI || isTag(last);
        return Character.isLetter(next)
                && JOINING.contains(UnicodeScript.of(last))
                && JOINING.contains(UnicodeScript.of(next));
    }

    private static boolean isPictograph(int c) {
        return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF);
    }

    /** The flags of England, Scotland and Wales are a black flag and a word of invisible letters. */
    private static boolean isFlagTag(int c, int last) {
        return isTag(c) && (last == BLACK_FLAG || isTag(last));
    }

    private static boolean isTag(int c) {
        return c >= 0xE0020 && c <= 0xE007F;
    }

    /** Noncharacters, and places that Unicode reserves for what will never be seen. */
    private static boolean isReserved(int c) {
        return (c & 0xFFFE) == 0xFFFE
                || (c >= 0xFDD0 && c <= 0xFDEF)
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || c == 0x2065
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
