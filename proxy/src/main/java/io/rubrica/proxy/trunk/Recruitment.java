package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes peers of their settings. */
final class Recruitment {
    private static final int SIP_PORT = 5060;

    private final Function<String, Listener> listener;

    /** @param listener finds a listener by its name, or the only one for an empty name */
    Recruitment(Function<String, Listener> listener) {
        this.listener = listener;
    }

    Peer trunk(TrunkSettings trunk) {
        List<Listener> sockets = sockets(trunk.listener(), trunk.alsoOn());
        Listener forLarge = named(trunk.largeRequests());
        ServerName name = nameOf(trunk);
        List<HopQuery> sources = new ArrayList<>();
        for (PeerAddress each : trunk.addresses()) if (each.name() != null) allOf(each.name(), sockets, sources);
        if (name != null) allOf(name, sockets, sources);
        InetSocketAddress target = target(trunk, name);
        List<String> tlsNames = lowerCase(trunk.tlsNames());
        return new Peer(
                        Peer.Side.TRUNK,
                        trunk.name(),
                        trunk.addresses(),
                        target,
                        sockets.get(0),
                        trunk.country(),
                        trunk.trusted(),
                        trunk.domains(),
                        new Routing(1, 1, trunk.pbx(), trunk.callers(), trunk.failOver(), trunk.checkInterval()),
                        new Reach(
                                tlsNames,
                                forLarge,
                                others(sockets),
                                query(name, sockets, forLarge),
                                sources,
                                trunk.outboundProxy()),
                        trunk.domains().isEmpty()
                                ? uriHost(name, target)
                                : trunk.domains().get(0),
                        PeerRules.NONE)
                .with(PeerRules.of(trunk));
    }

    Peer pbx(PbxSettings pbx) {
        List<Listener> sockets = sockets(pbx.listener(), pbx.alsoOn());
        Listener forLarge = named(pbx.largeRequests());
        ServerName name = pbx.address().isLiteral() ? null : pbx.address();
        List<HopQuery> sources = new ArrayList<>();
        if (name != null) allOf(name, sockets, sources);
        InetSocketAddress target =
                name == null ? pbx.address().socket() : InetSocketAddress.createUnresolved(name.host(), 0);
        return new Peer(
                        Peer.Side.PBX,
                        pbx.name(),
                        name == null ? anyPort(target) : List.of(),
                        target,
                        sockets.get(0),
                        "",
                        pbx.trusted(),
                        List.of(),
                        new Routing(pbx.priority(), pbx.weight(), List.of(), List.of(), false, pbx.checkInterval()),
                        new Reach(List.of(), forLarge, others(sockets), query(name, sockets, forLarge), sources, null),
                        uriHost(name, target),
                        PeerRules.NONE)
                .with(PeerRules.of(pbx));
    }

    private List<Listener> sockets(String first, List<String> further) {
        List<Listener> sockets = new ArrayList<>();
        sockets.add(listener.apply(first));
        for (String each : further) sockets.add(listener.apply(each));
        return sockets;
    }

    private static List<Listener> others(List<Listener> sockets) {
        return List.copyOf(sockets.subList(1, sockets.size()));
    }

    private @Nullable Listener named(String name) {
        return name.isEmpty() ? null : listener.apply(name);
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** A PBX's messages come from its address, any port, and the exact one is the surest. */
    private static List<PeerAddress> anyPort(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        int bits = address.getAddress().length * 8;
        return List.of(new PeerAddress(address, bits, target.getPort()), new PeerAddress(address, bits, 0));
    }

    /** The name that calls out go to; null: they go to an address, or to where the trunk is registered. */
    private static @Nullable ServerName nameOf(TrunkSettings trunk) {
        ServerName target = trunk.target();
        if (target != null) return target.isLiteral() ? null : target;
        return trunk.register() != null || trunk.addresses().isEmpty()
                ? null
                : trunk.addresses().get(0).name();
    }

    private static InetSocketAddress target(TrunkSettings trunk, @Nullable ServerName name) {
        if (name != null) return InetSocketAddress.createUnresolved(name.host(), 0);
        ServerName literal = trunk.target();
        if (literal != null) return PeerNames.proving(trunk.tlsNames(), literal.socket());
        RegisterSettings register = trunk.register();
        // It stands there until a registration tells the servers.
        if (register != null)
            return InetSocketAddress.createUnresolved(register.server().host(), 0);
        PeerAddress first = trunk.addresses().get(0);
        int port = first.port() == 0 ? SIP_PORT : first.port();
        return PeerNames.proving(trunk.tlsNames(), new InetSocketAddress(first.address(), port));
    }

    private static String uriHost(@Nullable ServerName name, InetSocketAddress target) {
        if (name != null) return name.toString();
        return target.isUnresolved() ? target.getHostString() : new HostPort(target).toString();
    }

    private static @Nullable HopQuery query(
            @Nullable ServerName name, List<Listener> sockets, @Nullable Listener forLarge) {
        return name == null ? null : new HopQuery(name.host(), name.port(), sockets, forLarge);
    }

    /** Its messages may come from its servers (SRV), and from the host of that name itself. */
    private static void allOf(ServerName name, List<Listener> sockets, List<HopQuery> to) {
        to.add(new HopQuery(name.host(), name.port(), sockets, null));
        if (name.port() < 0) to.add(new HopQuery(name.host(), SIP_PORT, sockets, null));
    }
}
