package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A trunk or a PBX, ready for work.
 *
 * @param name the operator's word for it
 * @param addresses where its messages come from
 * @param target where calls to it are sent
 * @param listener the socket it is spoken to on, and the only one it has rights on
 * @param country whose rules read its numbers, or empty
 * @param trusted whether its P-Asserted-Identity is believed, and given to it (RFC 3325)
 * @param domains Request-URI hosts that mean it
 * @param routing how calls find it
 * @param reach how it is recognised and reached beside its address
 * @param uriHost what stands for it in a Request-URI: its first domain, else that of the account registered there, else
 *     its target's {@code host:port}
 * @param rules what its settings say of its messages
 */
public record Peer(
        Side side,
        String name,
        List<PeerAddress> addresses,
        InetSocketAddress target,
        Listener listener,
        String country,
        boolean trusted,
        List<String> domains,
        Routing routing,
        Reach reach,
        String uriHost,
        PeerRules rules) {
    /** One without a word in its settings but these. */
    public Peer(
            Side side,
            String name,
            List<PeerAddress> addresses,
            InetSocketAddress target,
            Listener listener,
            String country,
            boolean trusted,
            List<String> domains) {
        this(
                side,
                name,
                addresses,
                target,
                listener,
                country,
                trusted,
                domains,
                Routing.PLAIN,
                Reach.BY_ADDRESS,
                domains.isEmpty() ? new HostPort(target).toString() : domains.get(0),
                PeerRules.NONE);
    }

    /** The same, with rules. */
    Peer with(PeerRules others) {
        RegisterSettings register = others.register();
        String host = register == null || !domains.isEmpty()
                ? uriHost
                : register.aor().host();
        return new Peer(
                side, name, addresses, target, listener, country, trusted, domains, routing, reach, host, others);
    }

    /** Whether a message from there may be its. */
    boolean writesFrom(InetSocketAddress source, Listener on) {
        if (!uses(on)) return false;
        // Where a name is asked for, an address alone proves nothing.
        if (!reach.tlsNames().isEmpty()) return reach.isProvenBy(on.provenNames(source));
        for (PeerAddress address : addresses)
            if (on.isReliable() ? address.coversHost(source) : address.covers(source)) return true;
        return false;
    }

    /** Whether it may speak to us there. */
    boolean uses(Listener on) {
        return on == listener || on == reach.forLarge() || reach.alsoOn().contains(on);
    }

    /** The way to it. */
    public Hop hop() {
        return new Hop(listener, target, reach.forLarge());
    }

    /** Which way calls from it go. */
    public enum Side {
        TRUNK,
        PBX
    }

    public boolean isTrunk() {
        return side == Side.TRUNK;
    }
}
