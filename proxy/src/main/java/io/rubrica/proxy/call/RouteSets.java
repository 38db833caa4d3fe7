package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Routes: those that choose a trunk, and a leg's route set, as the {@code Route} lines of what we send on it (RFC 3261, 12.1.1
 * and 12.1.2), with what it makes of a request (12.2.1.1).
 */
final class RouteSets {
    private static final byte[] ROUTE = Ascii.bytes("Route: ");
    private static final byte[] LOOSE = Ascii.bytes(";lr");
    /** Far more than proxies stand between two peers; the rest would only swell every request. */
    private static final int MOST = 64;

    private final NameAddress address = new NameAddress();
    private final SipUri uri = new SipUri();

    /** Of the leg that the INVITE came on: Record-Route in its order. */
    byte[] fromRequest(WireMessage invite) {
        return lines(routes(invite));
    }

    /** Of the leg that the INVITE was sent on: Record-Route of the answer, in reverse. */
    byte[] fromResponse(WireMessage response) {
        List<byte[]> routes = routes(response);
        Collections.reverse(routes);
        return lines(routes);
    }

    /** The host of the first {@code Route} of a request that names one of those; null: none does. */
    @Nullable
    String firstRoute(WireMessage request, Predicate<String> those) {
        for (int header = request.first(HeaderKind.ROUTE); header >= 0; header = request.next(header)) {
            int to = request.valueTo(header);
            for (int at = request.valueFrom(header); at >= 0; at = address.next(request.bytes, to)) {
                if (!address.read(request.bytes, at, to)) break;
                String host = uri.read(request.bytes, address.uriFrom, address.uriTo) ? uri.host(request.bytes) : null;
                if (host != null && those.test(host)) return host;
            }
        }
        return null;
    }

    private List<byte[]> routes(WireMessage message) {
        List<byte[]> routes = new ArrayList<>();
        for (int header = message.first(HeaderKind.RECORD_ROUTE); header >= 0; header = message.next(header)) {
            int to = message.valueTo(header);
            for (int at = message.valueFrom(header); at >= 0; at = address.next(message.bytes, to)) {
                if (routes.size() == MOST || !address.read(message.bytes, at, to)) break;
                routes.add(message.copy(address.start, address.end));
            }
        }
        return routes;
    }

    /** Writes the Request-URI: the peer's own, but for a strict router, which takes the request for its own. */
    void requestUri(byte[] routes, byte[] target, MessageWriter out) {
        if (!isStrict(routes)) {
            out.put(target);
            return;
        }
        // Headers have no place in a Request-URI.
        out.put(routes, address.uriFrom, next(routes, address.uriFrom, '?'));
    }

    /** The Route lines; behind a strict router the last one names the peer. */
    byte[] lines(byte[] routes, byte[] target) {
        if (!isStrict(routes)) return routes;
        MessageWriter lines = new MessageWriter();
        lines.put(routes, lineEnd(routes), routes.length).put(ROUTE).put((byte) '<');
        return lines.put(target).put((byte) '>').crlf().copy();
    }

    /** Whether the first of these knows nothing of loose routing (RFC 3261, 16.12.1.2); its address has been read then. */
    private boolean isStrict(byte[] routes) {
        if (routes.length == 0) return false;
        int end = lineEnd(routes);
        if (!address.read(routes, ROUTE.length, end)) return false;
        for (int at = address.uriFrom; at < address.uriTo; at = next(routes, at + 1, ';'))
            if (isLoose(routes, at, address.uriTo)) return false;
        return true;
    }

    /** Where the address that was read says this next, or its URI's end. */
    private int next(byte[] in, int from, char what) {
        int at = from;
        while (at < address.uriTo && in[at] != what) at++;
        return at;
    }

    private static boolean isLoose(byte[] in, int semicolon, int to) {
        int after = semicolon + LOOSE.length;
        if (!Ascii.says(in, semicolon, Math.min(after, to), LOOSE)) return false;
        return after == to || in[after] == ';' || in[after] == '=' || in[after] == '?';
    }

    /** Where the first line ends, its CRLF included. */
    private static int lineEnd(byte[] lines) {
        int at = 0;
        while (lines[at] != '\n') at++;
        return at + 1;
    }

    private static byte[] lines(List<byte[]> routes) {
        if (routes.isEmpty()) return new byte[0];
        MessageWriter lines = new MessageWriter();
        for (byte[] route : routes) lines.put(ROUTE).put(route).crlf();
        return lines.copy();
    }
}
