package io.rubrica.proxy.call;

import io.netty.util.NetUtil;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.ServerName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a dialog's requests are sent: to its first route, else to its remote target (RFC 3261, 12.2.1.1). Names are what
 * the DNS says at the time; until it has answered, requests go to where the peer's messages come from.
 */
final class Destinations {
    private static final byte[] ROUTE = Ascii.bytes("Route:");

    private final SipUri uri = new SipUri();
    private final NameAddress address = new NameAddress();
    private final NextHops hops;

    Destinations(NextHops hops) {
        this.hops = hops;
    }

    /** Asks for the names of proxies that calls go through, so that the first call need not do without one. */
    void prepare(List<Peer> peers) {
        for (Peer each : peers) {
            ServerName proxy = each.reach().outboundProxy();
            if (proxy != null)
                hops.to(new HopQuery(
                        proxy.host(),
                        proxy.port(),
                        List.of(each.listener()),
                        each.reach().forLarge()));
        }
    }

    /**
     * The way that a leg's requests go.
     *
     * @param received where the peer's last message came from, or where we sent ours before: taken when the URI names a
     *     host that the DNS does not know (yet), or a private address of a peer that is seen under a public one (it is
     *     behind NAT)
     */
    Hop of(byte[] routes, byte[] target, Hop received) {
        byte[] in = readFirst(routes, target);
        if (in == null) return received;
        String host = uri.host(in);
        if (host == null) return received;
        return isNamed(in) ? named(host, received) : received.to(literal(host, received));
    }

    /** The way of a leg's next request: what has a name may have moved since the last one (RFC 3263, 4). */
    Hop next(Leg leg) {
        byte[] in = readFirst(leg.routes, leg.target);
        String host = in == null || !isNamed(in) ? null : uri.host(in);
        return host == null ? leg.hop : named(host, leg.hop);
    }

    /** Reads the URI that decides; null: there is none that can be read. */
    private byte @Nullable [] readFirst(byte[] routes, byte[] target) {
        if (routes.length > 0 && address.read(routes, ROUTE.length, lineEnd(routes)))
            return uri.read(routes, address.uriFrom, address.uriTo) ? routes : null;
        return uri.read(target, 0, target.length) ? target : null;
    }

    private static int lineEnd(byte[] lines) {
        for (int i = 0; i < lines.length; i++) if (lines[i] == '\r') return i;
        return lines.length;
    }

    /** Top-level domains begin with a letter, address literals end in numbers (RFC 1123, 2.1). */
    private boolean isNamed(byte[] in) {
        if (uri.hostTo <= uri.hostFrom || in[uri.hostFrom] == '[') return false;
        int label = uri.hostTo - 1;
        while (label > uri.hostFrom && in[label - 1] != '.') label--;
        return in[label] < '0' || in[label] > '9';
    }

    private Hop named(String host, Hop before) {
        List<Hop> found = hops.to(new HopQuery(host, uri.port, List.of(before.listener()), before.forLarge()));
        if (found.isEmpty()) return before;
        // One server of several knows the call: it stays with it for as long as the DNS names it.
        for (Hop each : found) if (each.address().equals(before.address())) return before;
        return found.get(0);
    }

    private InetSocketAddress literal(String host, Hop received) {
        InetSocketAddress before = received.address();
        InetAddress literal = literal(host);
        if (literal == null || literal.isAnyLocalAddress() || literal.isMulticastAddress()) return before;
        boolean behindNat = literal.isSiteLocalAddress()
                && !before.getAddress().isSiteLocalAddress()
                && !before.getAddress().isLoopbackAddress();
        if (behindNat) return before;
        int port = uri.port < 0 ? received.listener().transport().defaultPort() : uri.port;
        boolean same = port == before.getPort() && literal.equals(before.getAddress());
        return same ? before : new InetSocketAddress(withName(literal, before), port);
    }

    /** Wherever a peer moves to, it is the same peer, and has to prove the same name over TLS. */
    private static InetAddress withName(InetAddress literal, InetSocketAddress before) {
        String name = before.getHostString();
        if (NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name)) return literal;
        try {
            return InetAddress.getByAddress(name, literal.getAddress());
        } catch (UnknownHostException wrongLength) {
            return literal;
        }
    }

    private static @Nullable InetAddress literal(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) return null;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            return null;
        }
    }
}
