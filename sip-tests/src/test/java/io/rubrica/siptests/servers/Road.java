package io.rubrica.siptests.servers;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import java.net.InetSocketAddress;

/** What the messages of a call run over, on the trunk's side and on the PBX's. */
enum Road {
    UDP("udp", "udp"),
    UDP_ON_IPV6("udp6", "udp6"),
    TCP("tcp", "tcp"),
    TLS("tls", "tls"),
    TLS_TO_UDP("tls", "udp");

    private final Side outside;
    private final Side inside;

    Road(String outside, String inside) {
        this.outside = Side.of(outside);
        this.inside = Side.of(inside);
    }

    /** What is spoken on the trunk's side. */
    Side outside() {
        return outside;
    }

    /** What is spoken on the PBX's side. */
    Side inside() {
        return inside;
    }

    /** Where somebody on the trunk's side listens. */
    InetSocketAddress outside(Network network, String name) {
        return listening(outside, network, name);
    }

    /** Where somebody on the PBX's side listens. */
    InetSocketAddress inside(Network network, String name) {
        return listening(inside, network, name);
    }

    boolean isSecure() {
        return outside.isSecure() || inside.isSecure();
    }

    /** A baresip listens for TLS one port above the one that it is given, and all others do as it does. */
    private static InetSocketAddress listening(Side side, Network network, String name) {
        InetSocketAddress place = side.place(network, name);
        return side.isSecure() ? new InetSocketAddress(place.getAddress(), place.getPort() + 1) : place;
    }
}
