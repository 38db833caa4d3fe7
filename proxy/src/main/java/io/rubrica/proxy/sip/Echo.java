package io.rubrica.proxy.sip;

import io.netty.util.NetUtil;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * What every response to a request says again (RFC 3261, 8.2.6.2): Via, Record-Route, From, To, Call-ID and CSeq, kept
 * as they stood, with what we add to the topmost Via (RFC 3261, 18.2.1; RFC 3581).
 */
public final class Echo {
    private final byte[] lines;
    private final int recordRoute;
    private final int from;
    private final int to;
    private final int callId;
    private final int cseq;
    private final boolean tagged;

    private Echo(byte[] lines, int recordRoute, int from, int to, int callId, int cseq, boolean tagged) {
        this.lines = lines;
        this.recordRoute = recordRoute;
        this.from = from;
        this.to = to;
        this.callId = callId;
        this.cseq = cseq;
        this.tagged = tagged;
    }

    /** Takes it from a request; {@code scratch} is cleared and used. */
    static Echo of(WireMessage request, InetSocketAddress source, MessageWriter scratch) {
        scratch.clear();
        boolean topmost = true;
        for (int via = request.first(HeaderKind.VIA); via >= 0; via = request.next(via)) {
            if (topmost) topmostVia(request, via, source, scratch);
            else line(request, via, scratch);
            topmost = false;
        }
        int recordRoute = scratch.length();
        for (int route = request.first(HeaderKind.RECORD_ROUTE); route >= 0; route = request.next(route))
            line(request, route, scratch);
        int from = scratch.length();
        line(request, request.first(HeaderKind.FROM), scratch);
        int to = scratch.length();
        int toHeader = request.first(HeaderKind.TO);
        // A tag is put behind the value, so what folds or blanks follow it are left out.
        scratch.put(request.bytes, request.lineFrom(toHeader), request.to().end);
        int callId = scratch.length();
        line(request, request.first(HeaderKind.CALL_ID), scratch);
        int cseq = scratch.length();
        line(request, request.first(HeaderKind.CSEQ), scratch);
        return new Echo(
                scratch.copy(),
                recordRoute,
                from,
                to,
                callId,
                cseq,
                request.to().hasTag());
    }

    private static void line(WireMessage request, int header, MessageWriter out) {
        out.put(request.bytes, request.lineFrom(header), request.lineTo(header));
    }

    private static void topmostVia(WireMessage request, int header, InetSocketAddress source, MessageWriter out) {
        TopVia via = request.via();
        byte[] in = request.bytes;
        byte[] address = Ascii.bytes(NetUtil.toAddressString(source.getAddress()));
        int bracket = via.hostFrom < via.hostTo && in[via.hostFrom] == '[' ? 1 : 0;
        boolean asSaid = Ascii.same(in, via.hostFrom + bracket, via.hostTo - bracket, address, 0, address.length);
        int at = request.lineFrom(header);
        if (via.emptyRportTo >= 0) {
            out.put(in, at, via.emptyRportTo).put((byte) '=').decimal(source.getPort());
            at = via.emptyRportTo;
        }
        out.put(in, at, via.end);
        if (!asSaid || via.emptyRportTo >= 0) out.put(RECEIVED).put(address);
        out.put(in, via.end, request.lineTo(header));
    }

    private static final byte[] RECEIVED = Ascii.bytes(";received=");

    /**
     * Where the responses go (RFC 3261, 18.2.2; RFC 3581, 4): back to the source with {@code rport}, else to the source's
     * address at the port that Via names. Over TCP and TLS this is where they go when the request's connection is gone.
     */
    static InetSocketAddress replyTo(WireMessage request, InetSocketAddress source, Listener on) {
        TopVia via = request.via();
        if (via.emptyRportTo >= 0 && !on.isReliable()) return source;
        int port = via.port < 0 ? on.transport().defaultPort() : via.port;
        if (port == source.getPort()) return source;
        return new InetSocketAddress(
                on.transport() == Transport.TLS ? named(request, source) : source.getAddress(), port);
    }

    /** Whoever is called back over TLS has to prove the name that Via says (RFC 5922, 7.3). */
    private static InetAddress named(WireMessage request, InetSocketAddress source) {
        String host = request.text(request.via().hostFrom, request.via().hostTo);
        if (host.startsWith("[") || NetUtil.isValidIpV4Address(host)) return source.getAddress();
        try {
            return InetAddress.getByAddress(host, source.getAddress().getAddress());
        } catch (UnknownHostException wrongLength) {
            return source.getAddress();
        }
    }

    /** Its lines, and where they begin: what {@link #kept} makes it of again. */
    public byte[] lines() {
        return lines;
    }

    /** Where Record-Route, From, To, Call-ID and CSeq begin, and whether To has a tag (1) or none (0). */
    public int[] places() {
        return new int[] {recordRoute, from, to, callId, cseq, tagged ? 1 : 0};
    }

    /**
     * One that was kept.
     *
     * @throws IllegalArgumentException when the places are none of these lines
     */
    public static Echo kept(byte[] lines, int[] places) {
        for (int i = 0; i < 5; i++) {
            int next = i == 4 ? lines.length : places[i + 1];
            if (places[i] < 0 || places[i] > next) throw new IllegalArgumentException("lines without an order");
        }
        return new Echo(lines, places[0], places[1], places[2], places[3], places[4], places[5] == 1);
    }

    public void via(MessageWriter out) {
        out.put(lines, 0, recordRoute);
    }

    public void recordRoute(MessageWriter out) {
        out.put(lines, recordRoute, from);
    }

    public void from(MessageWriter out) {
        out.put(lines, from, to);
    }

    /** The To line; a tag is added when the request had none and one is given. */
    public void to(MessageWriter out, byte[] tag) {
        out.put(lines, to, callId);
        if (!tagged && tag.length > 0) out.put(TAG).put(tag);
        out.crlf();
    }

    private static final byte[] TAG = Ascii.bytes(";tag=");

    public void callId(MessageWriter out) {
        out.put(lines, callId, cseq);
    }

    public void cseq(MessageWriter out) {
        out.put(lines, cseq, lines.length);
    }

    /** A whole response of our own, without body. */
    public void answer(MessageWriter out, byte[] statusAndReason, byte[] tag, byte[] furtherLines) {
        out.clear();
        out.put(VERSION).put(statusAndReason).crlf();
        via(out);
        from(out);
        to(out, tag);
        callId(out);
        cseq(out);
        out.put(furtherLines).put(NO_BODY);
    }

    private static final byte[] VERSION = Ascii.bytes("SIP/2.0 ");
    private static final byte[] NO_BODY = Ascii.bytes("Content-Length: 0\r\n\r\n");
}
