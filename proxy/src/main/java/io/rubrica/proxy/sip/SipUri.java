package io.rubrica.proxy.sip;

import org.jspecify.annotations.Nullable;

/**
 * A URI seen in its bytes (RFC 3261, 19.1; RFC 3966 for tel). One instance is filled again and again; it is valid until
 * the bytes change.
 */
public final class SipUri {
    /** The schemes that are told apart. */
    public enum Scheme {
        SIP,
        SIPS,
        TEL,
        OTHER
    }

    private static final byte[] SIP = Ascii.bytes("sip");
    private static final byte[] SIPS = Ascii.bytes("sips");
    private static final byte[] TEL = Ascii.bytes("tel");

    public Scheme scheme = Scheme.OTHER;
    /** The user part (for tel, the number) without password and parameters; empty range when there is none. */
    public int userFrom;

    public int userTo;
    /** Where the host begins (after the {@code @}); for tel and unknown schemes an empty range at the end. */
    public int hostFrom;

    public int hostTo;
    /** The port, or -1. */
    public int port;
    /** The end of host and port; parameters and headers follow up to {@link #end}. */
    public int hostPortTo;

    public int start;
    public int end;

    /** Reads the URI that fills the range; false when it is none. */
    public boolean read(byte[] in, int from, int to) {
        start = from;
        end = to;
        port = -1;
        int colon = Ascii.indexOf(in, from, to, ':');
        if (colon <= from) return false;
        userFrom = userTo = hostFrom = hostTo = hostPortTo = to;
        for (int i = from; i < to; i++) if (in[i] <= ' ' && in[i] >= 0 || in[i] == '<' || in[i] == '>') return false;
        if (Ascii.says(in, from, colon, SIP)) scheme = Scheme.SIP;
        else if (Ascii.says(in, from, colon, SIPS)) scheme = Scheme.SIPS;
        else if (Ascii.says(in, from, colon, TEL)) {
            scheme = Scheme.TEL;
            userFrom = colon + 1;
            userTo = cutAt(in, userFrom, to, ';', '?');
            return userTo > userFrom;
        } else {
            scheme = Scheme.OTHER;
            return colon + 1 < to;
        }
        return readHost(in, readUser(in, colon + 1, to), to);
    }

    /** Whether a range is a URI without anything doubtful in it, so that everybody reads it alike. */
    static boolean isPlain(byte[] in, int from, int to) {
        int colon = Ascii.indexOf(in, from, to, ':');
        if (colon <= from || colon + 1 == to || !isLetter(in[from]) || !isAll(in, from, colon, SCHEME)) return false;
        boolean sip = Ascii.says(in, from, colon, SIP) || Ascii.says(in, from, colon, SIPS);
        if (!sip) return isAll(in, colon + 1, to, ANYWHERE);
        int at = Ascii.indexOf(in, colon + 1, to, '@');
        if (at == colon + 1 || at > 0 && !isAll(in, colon + 1, at, USER)) return false;
        int host = Math.max(colon, at) + 1;
        int stop = cutAt(in, host, to, ';', '?');
        return stop > host && isAll(in, host, stop, HOST) && isAll(in, stop, to, ANYWHERE);
    }

    static boolean isPlainHost(byte[] in, int from, int to) {
        return isAll(in, from, to, HOST);
    }

    private static final int SCHEME = 1;
    private static final int USER = 2;
    private static final int HOST = 4;
    private static final int ANYWHERE = 8;
    private static final byte[] PLACES = new byte[128];

    static {
        for (int c = 0; c < 128; c++) {
            if (Character.isLetterOrDigit(c)) PLACES[c] = SCHEME | USER | HOST | ANYWHERE;
            if ("+-.".indexOf(c) >= 0) PLACES[c] |= SCHEME;
            if ("-_.!~*'()&=+$,;?/%:#".indexOf(c) >= 0) PLACES[c] |= USER;
            if ("-._:[]".indexOf(c) >= 0) PLACES[c] |= HOST;
            if ("-_.!~*'()&=+$,;?/%:[]@#".indexOf(c) >= 0) PLACES[c] |= ANYWHERE;
        }
    }

    private static boolean isLetter(byte c) {
        int lower = Ascii.lower(c);
        return lower >= 'a' && lower <= 'z';
    }

    /** Raw UTF-8 in a user part is against the grammar, but common and harmless to read. */
    private static boolean isAll(byte[] in, int from, int to, int place) {
        for (int i = from; i < to; i++) if (in[i] < 0 ? place != USER : (PLACES[in[i]] & place) == 0) return false;
        return true;
    }

    private int readUser(byte[] in, int from, int to) {
        int at = Ascii.indexOf(in, from, to, '@');
        if (at < 0) {
            userFrom = userTo = from;
            return from;
        }
        userFrom = from;
        int semicolon = cutAt(in, from, at, ';', ':');
        userTo = semicolon;
        return at + 1;
    }

    private boolean readHost(byte[] in, int from, int to) {
        hostFrom = from;
        int stop = cutAt(in, from, to, ';', '?');
        hostPortTo = stop;
        if (from < stop && in[from] == '[') {
            int close = Ascii.indexOf(in, from, stop, ']');
            if (close < 0) return false;
            hostTo = close + 1;
            if (hostTo < stop && in[hostTo] != ':') return false;
        } else {
            int colon = Ascii.indexOf(in, from, stop, ':');
            hostTo = colon < 0 ? stop : colon;
        }
        if (hostTo <= from) return false;
        if (hostTo == stop) return true;
        long number = Ascii.number(in, hostTo + 1, stop);
        port = (int) number;
        return number > 0 && number < 65536;
    }

    private static int cutAt(byte[] in, int from, int to, char one, char other) {
        for (int i = from; i < to; i++) if (in[i] == one || in[i] == other) return i;
        return to;
    }

    /** The end of the URI without the headers that it carries; they have no place in a Request-URI (RFC 3261, 19.1.1). */
    public int headersFrom(byte[] in) {
        int mark = Ascii.indexOf(in, hostPortTo, end, '?');
        return mark < 0 ? end : mark;
    }

    /** The user part as text, percent-escapes decoded (RFC 3261, 19.1.2); empty when there is none. */
    public String user(byte[] in) {
        return unescape(in, userFrom, userTo);
    }

    /** A user part as text. */
    public static String unescape(byte[] user) {
        return unescape(user, 0, user.length);
    }

    static String unescape(byte[] in, int from, int to) {
        if (Ascii.indexOf(in, from, to, '%') < 0) return Ascii.text(in, from, to);
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int high = i + 2 < to && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low < 0) plain[length++] = in[i];
            else {
                plain[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return Ascii.text(plain, 0, length);
    }

    /** The host as text, brackets of IPv6 included; null when there is none. */
    public @Nullable String host(byte[] in) {
        return hostTo > hostFrom ? Ascii.text(in, hostFrom, hostTo) : null;
    }
}
