package io.rubrica.siptests.servers;

import io.rubrica.siptests.wire.Network;
import java.net.InetSocketAddress;

/** What the messages of a call run over, on the trunk's side and on the PBX's. */
enum Road {
    UDP("udp", 4, "udp", 4),
    UDP_ON_IPV6("udp", 6, "udp", 6);

    private final String outside;
    private final int outsideFamily;
    private final String inside;
    private final int insideFamily;

    Road(String outside, int outsideFamily, String inside, int insideFamily) {
        this.outside = outside;
        this.outsideFamily = outsideFamily;
        this.inside = inside;
        this.insideFamily = insideFamily;
    }

    /** The transport on the trunk's side. */
    String outside() {
        return outside;
    }

    /** The transport on the PBX's side. */
    String inside() {
        return inside;
    }

    InetSocketAddress outside(Network network, String name) {
        return outsideFamily == 6 ? network.six(name) : network.address(name);
    }

    InetSocketAddress inside(Network network, String name) {
        return insideFamily == 6 ? network.six(name) : network.address(name);
    }
}
