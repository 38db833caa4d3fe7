package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.NextHops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the names of peers lead, as the DNS says at the time. It is kept when settings change. For one event loop. */
final class PeerNames {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNames.class);

    /** So many addresses that a name had once are remembered, for the calls that are still there. */
    private static final int MOST_FORMER = 1_000;
    /** An address that a name no longer has is remembered for so long, in milliseconds. */
    private static final long FORMER = 86_400_000;
    /** A name that leads nowhere for so long is worth a line in the log. */
    private static final long PATIENCE = 5_000;

    private final Map<String, Known> byPeer = new HashMap<>();
    private final Map<InetAddress, Long> former = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
            return size() > MOST_FORMER;
        }
    };

    private static final class Known {
        private Set<InetAddress> addresses = Set.of();
        private long since;
        private boolean told;
    }

    /** The ways to a peer that has a name, in the order in which one call tries them. */
    static List<Hop> ways(Peer peer, NextHops hops) {
        HopQuery name = peer.reach().name();
        if (name == null) return List.of();
        List<Hop> ways = hops.to(name);
        List<String> proven = peer.reach().tlsNames();
        if (proven.isEmpty()) return ways;
        return ways.stream()
                .map(way -> new Hop(way.listener(), proving(proven, way.address()), way.forLarge()))
                .toList();
    }

    /** The address with the name that its certificate must prove, where one is named. */
    static InetSocketAddress proving(List<String> names, InetSocketAddress address) {
        if (names.isEmpty()) return address;
        try {
            byte[] bytes = address.getAddress().getAddress();
            return new InetSocketAddress(InetAddress.getByAddress(names.get(0), bytes), address.getPort());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of a wrong length", impossible);
        }
    }

    /** Looks where a peer's names lead now; whether that has changed. */
    boolean lookUp(Peer peer, NextHops hops, long now) {
        List<HopQuery> queries = peer.reach().sources();
        if (queries.isEmpty()) return false;
        Set<InetAddress> found = new LinkedHashSet<>();
        for (HopQuery query : queries)
            for (Hop hop : hops.to(query)) found.add(plain(hop.address().getAddress()));
        Known known = byPeer.computeIfAbsent(key(peer), unused -> since(now));
        if (found.isEmpty() && known.addresses.isEmpty() && !known.told && now - known.since >= PATIENCE) {
            known.told = true;
            LOG.warn("nobody knows yet where {} is: no address is found for {}", key(peer), names(queries));
        }
        if (found.equals(known.addresses)) return false;
        for (InetAddress gone : known.addresses) if (!found.contains(gone)) former.put(gone, now + FORMER);
        former.values().removeIf(until -> until <= now);
        known.addresses = Set.copyOf(found);
        known.since = now;
        known.told = false;
        LOG.info(
                "{} is at {}",
                key(peer),
                found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
        return true;
    }

    private static Known since(long now) {
        Known known = new Known();
        known.since = now;
        return known;
    }

    private static String names(List<HopQuery> queries) {
        return queries.stream().map(HopQuery::host).distinct().collect(Collectors.joining(", "));
    }

    /** Without the name that it may carry for TLS: who compares means the address. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether a message from there may be the peer's, by what its names lead to. */
    boolean covers(Peer peer, InetSocketAddress source) {
        if (peer.reach().sources().isEmpty()) return false;
        Known known = byPeer.get(key(peer));
        return known != null && known.addresses.contains(source.getAddress());
    }

    /** Whether one of a peer's names leads to that address. */
    boolean isAt(Peer peer, byte[] address) {
        try {
            return covers(peer, new InetSocketAddress(InetAddress.getByAddress(address), 0));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether some peer's name led there until a while ago: calls may still be there. */
    boolean wereAt(InetSocketAddress source) {
        return !former.isEmpty() && former.containsKey(source.getAddress());
    }

    private static String key(Peer peer) {
        return (peer.isTrunk() ? "trunk " : "pbx ") + peer.name();
    }
}
