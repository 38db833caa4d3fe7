package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the messages of a scenario run over on either side of the proxy.
 *
 * @param usual whether it is the road of all scenarios that name none: UDP, and one listener for both sides
 */
record Road(Side trunk, Side pbx, boolean usual) {
    static final Road USUAL = new Road(Side.UDP, Side.UDP, true);

    private static final List<String> ALL = List.of("trunk", "proxy", "pbx", "trunk2", "pbx2", "phone", "stranger");

    /** Reads {@code tls to udp6}: the trunk's side, then the PBX's. @throws IllegalArgumentException when it is none */
    static Road of(String line) {
        String[] sides = line.strip().split(" to ");
        if (sides.length != 2) throw new IllegalArgumentException("a road is written tls to udp, not " + line);
        return new Road(Side.of(sides[0]), Side.of(sides[1]), false);
    }

    /** Who is where; on a road of its own a scenario has a trunk and a PBX, and the proxy a listener for each. */
    Map<String, InetSocketAddress> places(Network network) {
        Map<String, InetSocketAddress> places = new LinkedHashMap<>();
        if (usual) {
            ALL.forEach(name -> places.put(name, network.address(name)));
        } else {
            List.of("trunk", "proxy").forEach(name -> places.put(name, trunk.place(network, name)));
            List.of("pbx", "proxy-inside").forEach(name -> places.put(name, pbx.place(network, name)));
        }
        return places;
    }

    /** What {@code {trunk-via}} and {@code {trunk-uri}} stand for, and the same of the PBX. */
    Bindings bindings(Network network) {
        Bindings bindings = Bindings.of(places(network));
        if (usual) return bindings;
        bindings.bind("trunk-via", trunk.inVia());
        bindings.bind("trunk-uri", trunk.inUri());
        bindings.bind("pbx-via", pbx.inVia());
        bindings.bind("pbx-uri", pbx.inUri());
        return bindings;
    }

    /** Where the proxy hears a party. */
    InetSocketAddress proxyFor(String party, Network network) {
        return party.equals("pbx") && !usual ? pbx.place(network, "proxy-inside") : trunk.place(network, "proxy");
    }

    boolean isSecure() {
        return trunk.isSecure() || pbx.isSecure();
    }

    @Override
    public String toString() {
        return usual ? "" : ", " + trunk + " to " + pbx;
    }
}
