package io.rubrica.proxy.call;

import io.netty.util.NetUtil;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where a dialog's requests are sent: to its first route, else to its remote target (RFC 3261, 12.2.1.1). */
final class Destinations {
    private static final byte[] ROUTE = Ascii.bytes("Route:");

    private final SipUri uri = new SipUri();
    private final NameAddress address = new NameAddress();

    /**
     * The address that a leg's requests go to.
     *
     * @param received where the peer's last message came from: taken when the URI names a host that only DNS knows, or a
     *     private address of a peer that is seen under a public one (it is behind NAT)
     */
    Hop of(byte[] routes, byte[] target, Hop received) {
        if (routes.length > 0 && address.read(routes, ROUTE.length, lineEnd(routes)))
            return received.to(literal(routes, address.uriFrom, address.uriTo, received));
        return received.to(literal(target, 0, target.length, received));
    }

    private static int lineEnd(byte[] lines) {
        for (int i = 0; i < lines.length; i++) if (lines[i] == '\r') return i;
        return lines.length;
    }

    private InetSocketAddress literal(byte[] in, int from, int to, Hop hop) {
        InetSocketAddress received = hop.address();
        if (!uri.read(in, from, to)) return received;
        String host = uri.host(in);
        InetAddress literal = host == null ? null : literal(host);
        if (literal == null || literal.isAnyLocalAddress() || literal.isMulticastAddress()) return received;
        boolean behindNat = literal.isSiteLocalAddress()
                && !received.getAddress().isSiteLocalAddress()
                && !received.getAddress().isLoopbackAddress();
        if (behindNat) return received;
        int port = uri.port < 0 ? hop.listener().transport().defaultPort() : uri.port;
        boolean same = port == received.getPort() && literal.equals(received.getAddress());
        return same ? received : new InetSocketAddress(named(literal, received), port);
    }

    /** Wherever a peer moves to, it is the same peer, and has to prove the same name over TLS. */
    private static InetAddress named(InetAddress literal, InetSocketAddress received) {
        String name = received.getHostString();
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
