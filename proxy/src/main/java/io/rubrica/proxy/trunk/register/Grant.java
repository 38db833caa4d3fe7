package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a 200 to REGISTER grants.
 *
 * @param seconds how long the registration lasts; 0: it is not there
 * @param routes whole Route lines for calls out (RFC 3608); may be empty
 */
record Grant(long seconds, byte[] routes) {
    private static final byte[] ROUTE = Ascii.bytes("Route: ");
    /** Far more than there are proxies on the way to a carrier; the rest would only swell every call. */
    private static final int MOST_ROUTES = 16;

    /**
     * Reads it from a 200.
     *
     * @param asked how long it was asked for, which no registrar may lengthen (RFC 3261, 10.2.4)
     */
    static Grant of(WireMessage ok, String token, long asked) {
        long seconds = ours(ok, token);
        // Carriers that rewrite Contact, or leave it out, may still say Expires.
        if (seconds < 0) seconds = number(ok, HeaderKind.EXPIRES);
        return new Grant(seconds < 0 ? asked : Math.min(seconds, asked), routes(ok));
    }

    /** The expiry of our own Contact, whichever others are registered beside it; -1: nothing is said of it. */
    private static long ours(WireMessage ok, String token) {
        NameAddress address = new NameAddress();
        SipUri uri = new SipUri();
        byte[] in = ok.bytes;
        long longest = -1;
        for (int header = ok.first(HeaderKind.CONTACT); header >= 0; header = ok.next(header)) {
            int to = ok.valueTo(header);
            for (int at = ok.valueFrom(header); at >= 0 && address.read(in, at, to); at = address.next(in, to)) {
                boolean ours = uri.read(in, address.uriFrom, address.uriTo)
                        && uri.user(in).equals(token);
                if (ours) longest = Math.max(longest, parameter(in, address));
            }
        }
        return longest;
    }

    private static long parameter(byte[] in, NameAddress address) {
        int at = address.paramsFrom;
        while (at < address.end) {
            int from = ++at;
            while (at < address.end && in[at] != ';') at++;
            int equals = from;
            while (equals < at && in[equals] != '=') equals++;
            String name = Ascii.text(in, from, equals).strip();
            String value = equals < at ? Ascii.text(in, equals + 1, at).strip() : "";
            if (name.equalsIgnoreCase("expires")) return number(value);
        }
        return -1;
    }

    /** The number that a header begins with; -1: there is none. */
    static long number(WireMessage message, HeaderKind kind) {
        int header = message.first(kind);
        if (header < 0) return -1;
        int from = message.valueFrom(header);
        int to = from;
        while (to < message.valueTo(header) && message.bytes[to] >= '0' && message.bytes[to] <= '9') to++;
        return Ascii.number(message.bytes, from, to);
    }

    private static long number(String digits) {
        byte[] bytes = Ascii.bytes(digits);
        return Ascii.number(bytes, 0, bytes.length);
    }

    private static byte[] routes(WireMessage ok) {
        MessageWriter lines = new MessageWriter();
        NameAddress address = new NameAddress();
        byte[] in = ok.bytes;
        int count = 0;
        for (int header = ok.first(HeaderKind.SERVICE_ROUTE); header >= 0; header = ok.next(header)) {
            int to = ok.valueTo(header);
            for (int at = ok.valueFrom(header); at >= 0; at = address.next(in, to)) {
                // Half a route leads nowhere.
                if (!address.read(in, at, to) || !address.bracketed || !isLoose(in, address)) return NONE;
                if (count++ == MOST_ROUTES) return NONE;
                lines.put(ROUTE).put(in, address.start, address.end).crlf();
            }
        }
        return count == 0 ? NONE : lines.copy();
    }

    private static final byte[] NONE = {};
    private static final Pattern LOOSE = Pattern.compile(";lr(?=[;=?]|$)");

    /** RFC 3608, 5: service routes are loose ones. */
    private static boolean isLoose(byte[] in, NameAddress address) {
        SipUri uri = new SipUri();
        if (!uri.read(in, address.uriFrom, address.uriTo) || uri.host(in) == null) return false;
        String parameters = Ascii.text(in, uri.hostPortTo, uri.end).toLowerCase(Locale.ROOT);
        return LOOSE.matcher(parameters).find();
    }
}
