package io.rubrica.proxy.sip;

/**
 * One address of From, To, Contact and their kin, seen in its bytes: {@code "Ada" <sip:ada@example.com>;tag=1} or a bare
 * {@code sip:ada@example.com;tag=1} (RFC 3261, 20.10). One instance is filled again and again.
 *
 * <p>It certifies only what it fully understands; the strict parser decides on the rest.
 */
public final class NameAddress {
    private static final byte[] TAG = Ascii.bytes("tag");

    /** The whole value, white space around it left out. */
    public int start;

    public int end;
    /** The display name as it stands, quotes included; empty range when there is none. */
    public int displayFrom;

    public int displayTo;
    /** Whether the URI stands in angle brackets. */
    public boolean bracketed;

    public int uriFrom;
    public int uriTo;
    /** Where the header's own parameters begin (at the semicolon, or {@link #end}). */
    public int paramsFrom;
    /** The tag's value; empty range when there is none. */
    public int tagFrom;

    public int tagTo;
    /** From the semicolon before the tag to its end; empty range when there is none. */
    public int tagParamFrom;

    /**
     * Reads one address from a value that may hold several, up to the comma that ends it.
     *
     * @return false when it cannot be certified
     */
    public boolean read(byte[] in, int from, int to) {
        int at = Ascii.skipSpace(in, from, to);
        start = displayFrom = displayTo = at;
        tagFrom = tagTo = tagParamFrom = at;
        if (at < to && in[at] == '"') {
            int close = closingQuote(in, at, to);
            if (close < 0) return false;
            displayTo = close + 1;
            at = Ascii.skipSpace(in, displayTo, to);
            return at < to && in[at] == '<' && readBracketed(in, at, to);
        }
        for (int i = at; i < to; i++) {
            byte c = in[i];
            if (c == '<') {
                displayTo = Ascii.trimEnd(in, at, i);
                return displayIsTokens(in) && readBracketed(in, i, to);
            }
            if (c == '"' || c == ',') break;
        }
        return readBare(in, at, to);
    }

    /** Takes a value that is no address as a whole, for an answer that must repeat it. */
    void unread(int from, int to) {
        start = displayFrom = displayTo = uriFrom = uriTo = tagFrom = tagTo = tagParamFrom = from;
        end = paramsFrom = to;
        bracketed = false;
    }

    private boolean displayIsTokens(byte[] in) {
        for (int i = displayFrom; i < displayTo; i++) {
            // Raw UTF-8 outside quotes is against the grammar, but common and harmless to read.
            if (in[i] < 0 || Ascii.isSpace(in[i])) continue;
            if (!Ascii.isToken(in, i, i + 1)) return false;
        }
        return true;
    }

    private boolean readBracketed(byte[] in, int open, int to) {
        bracketed = true;
        uriFrom = open + 1;
        uriTo = Ascii.indexOf(in, uriFrom, to, '>');
        return uriTo > uriFrom && SipUri.isPlain(in, uriFrom, uriTo) && readParams(in, uriTo + 1, to);
    }

    private boolean readBare(byte[] in, int from, int to) {
        bracketed = false;
        uriFrom = from;
        int at = from;
        // Without brackets, what follows a semicolon belongs to the header, not to the URI (RFC 3261, 20).
        while (at < to && in[at] != ';' && in[at] != ',' && !Ascii.isSpace(in[at])) {
            if (in[at] == '"' || in[at] == '<' || in[at] == '>' || in[at] == '?') return false;
            at++;
        }
        uriTo = at;
        // A later @ means that the semicolon stood in the user part, which only the strict parser may judge.
        boolean whole = Ascii.indexOf(in, at, to, '@') < 0;
        return whole && uriTo > uriFrom && SipUri.isPlain(in, uriFrom, uriTo) && readParams(in, at, to);
    }

    private boolean readParams(byte[] in, int from, int to) {
        int at = Ascii.skipSpace(in, from, to);
        end = Ascii.trimEnd(in, from, at);
        paramsFrom = end;
        boolean first = true;
        while (at < to && in[at] != ',') {
            if (in[at] != ';') return false;
            if (first) paramsFrom = at;
            first = false;
            int semicolon = at;
            int name = Ascii.skipSpace(in, at + 1, to);
            at = name;
            while (at < to && in[at] != '=' && in[at] != ';' && in[at] != ',' && !Ascii.isSpace(in[at])) at++;
            if (!Ascii.isToken(in, name, at)) return false;
            int nameTo = at;
            at = Ascii.skipSpace(in, at, to);
            end = nameTo;
            if (at < to && in[at] == '=') {
                int value = Ascii.skipSpace(in, at + 1, to);
                at = valueEnd(in, value, to);
                if (at <= value) return false;
                end = at;
                if (Ascii.says(in, name, nameTo, TAG)) {
                    if (tagTo > tagFrom || !Ascii.isToken(in, value, at)) return false;
                    tagFrom = value;
                    tagTo = at;
                    tagParamFrom = semicolon;
                }
                at = Ascii.skipSpace(in, at, to);
            } else if (Ascii.says(in, name, nameTo, TAG)) {
                return false;
            }
        }
        return true;
    }

    private static int valueEnd(byte[] in, int from, int to) {
        if (from < to && in[from] == '"') {
            int close = closingQuote(in, from, to);
            return close < 0 ? -1 : close + 1;
        }
        int at = from;
        while (at < to && in[at] != ';' && in[at] != ',' && in[at] != '"' && !Ascii.isSpace(in[at])) at++;
        return at;
    }

    /** The quote that ends the quoted string which begins at {@code open}, or -1. */
    static int closingQuote(byte[] in, int open, int to) {
        for (int i = open + 1; i < to; i++) {
            if (in[i] == '\\') i++;
            else if (in[i] == '"') return i;
        }
        return -1;
    }

    /** Where the next address of the same value begins (after the comma), or -1 when this was the last. */
    public int next(byte[] in, int to) {
        int at = Ascii.skipSpace(in, end, to);
        return at < to && in[at] == ',' ? at + 1 : -1;
    }

    /** Where the value after the next comma begins that stands neither in quotes nor in angle brackets, or -1. */
    public static int afterComma(byte[] in, int from, int to) {
        boolean bracketed = false;
        for (int i = from; i < to; i++) {
            if (in[i] == '"') {
                int close = closingQuote(in, i, to);
                if (close > 0) i = close;
            } else if (in[i] == ',' && !bracketed) {
                return i + 1;
            } else if (in[i] == '<' || in[i] == '>') {
                bracketed = in[i] == '<';
            }
        }
        return -1;
    }

    public boolean hasTag() {
        return tagTo > tagFrom;
    }

    /** The display name as people read it: unquoted, unescaped; empty when there is none. */
    public String display(byte[] in) {
        if (displayTo <= displayFrom) return "";
        if (in[displayFrom] != '"') return unfolded(Ascii.text(in, displayFrom, displayTo));
        byte[] plain = new byte[displayTo - displayFrom];
        int length = 0;
        for (int i = displayFrom + 1; i < displayTo - 1; i++) {
            if (in[i] == '\\' && i + 1 < displayTo - 1) i++;
            plain[length++] = in[i];
        }
        return unfolded(Ascii.text(plain, 0, length));
    }

    /** A fold is one blank to its reader (RFC 3261, 7.3.1). */
    private static String unfolded(String text) {
        return text.indexOf('\r') < 0 ? text : text.replaceAll("\r\n[ \t]+", " ");
    }
}
