package io.rubrica.proxy.trunk;

import io.netty.util.NetUtil;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All trunks and PBXs: which of them speaks, and which of them a call goes to. For one event loop. */
public final class Peers {
    /** So many addresses of known peers are remembered; a peer that uses more is looked up anew. */
    private static final int REMEMBERED = 10_000;
    /** Of reloads without end the oldest are forgotten, with calls that have lasted through all of them. */
    private static final int MOST_RETIRED = 256;

    private final List<Peer> trunks;
    /** Those that calls out may go to: who only asks for names is not among them. */
    private final List<Peer> carriers;

    private final List<Peer> pbxs;
    private final Map<String, PbxGroup> groups = new HashMap<>();
    /** Those that a reload took away. Their calls in progress go on; new ones are a stranger's. */
    private final List<Peer> retired;

    private final Map<String, Peer> trunksByName = new HashMap<>();
    private final Map<String, Peer> pbxsByName = new HashMap<>();
    private final Map<String, Listener> listeners = new HashMap<>();

    private final PeerNames names;
    private NextHops hops = NextHops.NONE;
    /** What registrations have told, by trunk. */
    private final Map<String, Learned> learned = new HashMap<>();

    private final Map<Listener, Map<InetSocketAddress, Peer>> remembered = new HashMap<>();
    private final Map<InetSocketAddress, InetSocketAddress> addresses = new HashMap<>();

    public Peers(List<Peer> trunks, List<Peer> pbxs) {
        this(trunks, pbxs, List.of(), new PeerNames());
    }

    private Peers(List<Peer> trunks, List<Peer> pbxs, List<Peer> retired, PeerNames names) {
        this.names = names;
        this.trunks = List.copyOf(trunks);
        carriers = this.trunks.stream()
                .filter(trunk -> !trunk.rules().redirectClient())
                .toList();
        this.pbxs = List.copyOf(pbxs);
        this.retired = List.copyOf(retired);
        // Of two with the same name the one that is no longer here is put first, and then overwritten.
        for (int i = retired.size(); i-- > 0; ) know(retired.get(i));
        for (Peer peer : all()) know(peer);
        RandomGenerator chance = new SplittableRandom();
        for (Peer trunk : trunks) groups.put(trunk.name(), PbxGroup.of(trunk, pbxs, this::ways, chance));
    }

    private void know(Peer peer) {
        (peer.isTrunk() ? trunksByName : pbxsByName).put(peer.name(), peer);
        listeners.put(peer.listener().name(), peer.listener());
        for (Listener also : peer.reach().alsoOn()) listeners.put(also.name(), also);
        Listener forLarge = peer.reach().forLarge();
        if (forLarge != null) listeners.put(forLarge.name(), forLarge);
    }

    /** These, where there were others before: who is here no more, or is found elsewhere now, is retired. */
    public Peers replacing(Peers earlier) {
        List<Peer> gone = new ArrayList<>(earlier.all());
        gone.removeAll(all());
        for (Peer peer : earlier.retired) if (gone.size() < MOST_RETIRED && !gone.contains(peer)) gone.add(peer);
        // What is known of names outlives the settings, too: calls go on at addresses that were known by them.
        Peers all = new Peers(trunks, pbxs, gone, earlier.names);
        all.follow(earlier.hops);
        earlier.learned.forEach((trunk, told) -> {
            if (all.named(Peer.Side.TRUNK, trunk) != null) all.learned.put(trunk, told);
        });
        return all;
    }

    /** Takes what a registration tells about its trunk. */
    public void learned(String trunk, Learned told) {
        learned.put(trunk, told);
        remembered.clear();
    }

    private Learned learnedOf(Peer peer) {
        return peer.rules().register() == null ? Learned.NOTHING : learned.getOrDefault(peer.name(), Learned.NOTHING);
    }

    /** Whether a message from there may be a peer's. */
    public boolean writesFrom(Peer peer, InetSocketAddress source, Listener on) {
        return peer.writesFrom(source, on) || isLearned(peer, source, on);
    }

    private boolean isLearned(Peer peer, InetSocketAddress source, Listener on) {
        return peer.uses(on)
                && peer.reach().tlsNames().isEmpty()
                && (learnedOf(peer).covers(source) || names.covers(peer, source) || isTarget(peer, source));
    }

    /** Whoever answers our calls may speak to us from there. */
    private static boolean isTarget(Peer peer, InetSocketAddress source) {
        return source.getAddress().equals(peer.target().getAddress());
    }

    /** The peer of that name, a retired one where there is no other; null: there never was one. */
    public @Nullable Peer named(Peer.Side side, String name) {
        return (side == Peer.Side.TRUNK ? trunksByName : pbxsByName).get(name);
    }

    /** A socket that peers are spoken to on, by its name; null: there is none. */
    public @Nullable Listener listener(String name) {
        return listeners.get(name);
    }

    /** Whether whoever writes from there was a peer once; calls that he is in are still served. */
    public boolean isRetired(InetSocketAddress source, Listener on) {
        for (int i = 0; i < retired.size(); i++) if (writesFrom(retired.get(i), source, on)) return true;
        return names.wereAt(source);
    }

    /** Makes them from settings; {@code listener} finds a listener by its name, or the only one for an empty name. */
    public static Peers of(List<TrunkSettings> trunks, List<PbxSettings> pbxs, Function<String, Listener> listener) {
        Recruitment recruitment = new Recruitment(listener);
        return new Peers(
                trunks.stream().map(recruitment::trunk).toList(),
                pbxs.stream().map(recruitment::pbx).toList());
    }

    /** From now on names lead where these say. */
    public void follow(NextHops found) {
        hops = found;
    }

    /** Looks where names lead now; to be called every now and then, so that they stay known. */
    void lookUp(long now) {
        boolean changed = false;
        for (Peer peer : all()) changed |= names.lookUp(peer, hops, now);
        if (changed) remembered.clear();
    }

    /**
     * The same address, but one object for all messages that come from there: a call keeps addresses for as long as it
     * lasts, and a socket makes a new one for each datagram.
     */
    public InetSocketAddress kept(InetSocketAddress source) {
        InetSocketAddress known = addresses.get(source);
        if (known != null) return known;
        if (addresses.size() >= REMEMBERED) addresses.clear();
        addresses.put(source, source);
        return source;
    }

    /** Who writes from there, or null: a stranger. The most exact address wins. */
    public @Nullable Peer from(InetSocketAddress source, Listener on) {
        // A name was proven on one connection; whoever has the same address and port next must prove it again.
        Set<String> proven = on.provenNames(source);
        if (!proven.isEmpty())
            for (Peer trunk : trunks) if (trunk.uses(on) && trunk.reach().isProvenBy(proven)) return trunk;
        Map<InetSocketAddress, Peer> known = remembered.computeIfAbsent(on, unused -> new HashMap<>());
        Peer peer = known.get(source);
        if (peer != null) return peer;
        Peer found = mostExact(source, on);
        // What the DNS says never outranks what the settings say.
        if (found == null) found = learnedFrom(source, on);
        if (found == null) return null;
        if (known.size() >= REMEMBERED) known.clear();
        known.put(source, found);
        return found;
    }

    private @Nullable Peer learnedFrom(InetSocketAddress source, Listener on) {
        for (Peer trunk : trunks) if (isLearned(trunk, source, on)) return trunk;
        for (Peer pbx : pbxs) if (isLearned(pbx, source, on)) return pbx;
        return null;
    }

    private @Nullable Peer mostExact(InetSocketAddress source, Listener on) {
        Peer best = null;
        int bestExactness = -1;
        for (List<Peer> side : List.of(trunks, pbxs)) {
            for (Peer peer : side) {
                // Where a name is asked for, an address alone proves nothing.
                if (!peer.uses(on) || !peer.reach().tlsNames().isEmpty()) continue;
                for (PeerAddress address : peer.addresses()) {
                    int exactness = address.prefix() * 2 + (address.port() != 0 ? 1 : 0);
                    boolean covers = on.isReliable() ? address.coversHost(source) : address.covers(source);
                    if (exactness > bestExactness && covers) {
                        best = peer;
                        bestExactness = exactness;
                    }
                }
            }
        }
        return best;
    }

    /** Where a call from a trunk may go, best first; empty: nowhere. */
    public List<Target> towardsPbx(Peer trunk) {
        PbxGroup group = groups.get(trunk.name());
        return group == null ? List.of() : group.drawn();
    }

    /**
     * Where a call from a PBX may go, best first; empty: nowhere. After the trunk that is chosen come those that take other
     * trunks' calls.
     *
     * @param host the host that a Route or the Request-URI names, or null
     * @param caller the caller's number as the PBX writes it, or empty
     * @param emergency whether every trunk may carry it
     */
    public List<Target> towardsTrunk(@Nullable String host, Listener pbxListener, String caller, boolean emergency) {
        Peer chosen = trunkFor(host, pbxListener, caller);
        if (chosen == null) return List.of();
        if (carriers.size() == 1) return ways(chosen);
        List<Target> targets = new ArrayList<>(ways(chosen));
        for (Peer other : carriers)
            if (!other.equals(chosen) && (emergency || other.routing().failOver())) targets.addAll(ways(other));
        return targets;
    }

    /** The ways to a peer, whoever calls. */
    public List<Target> towards(Peer peer) {
        return ways(peer);
    }

    /** The ways to a peer: to its address, else to where its name leads, else to where it is registered. */
    private List<Target> ways(Peer peer) {
        Learned told = learnedOf(peer);
        byte[] routes = peer.reach().routes(peer.listener().transport(), told.routes());
        if (!peer.target().isUnresolved()) return List.of(new Target(peer, peer.hop(), routes));
        List<Hop> ways = peer.reach().name() == null ? told.ways() : PeerNames.ways(peer, hops);
        // All of them would lead to the first route.
        int most = routes.length > 0 ? 1 : ways.size();
        return ways.stream()
                .limit(most)
                .map(way -> new Target(peer, way, routes))
                .toList();
    }

    /** Whether there is anybody whom a peer's calls could go to, wherever that is. */
    public boolean hasSomebodyFor(Peer caller) {
        if (!caller.isTrunk()) return !carriers.isEmpty();
        PbxGroup group = groups.get(caller.name());
        return group != null && !group.isEmpty();
    }

    /**
     * The trunk that a call from a PBX goes to, or null: there is none. Chosen by that host; else, among the
     * trunks on the PBX's own listener where there are any, by the caller's number; else the first of those.
     */
    public @Nullable Peer trunkFor(@Nullable String host, Listener pbxListener, String caller) {
        Peer named = host == null ? null : trunkOf(host);
        if (named != null) return named;
        boolean narrowed = false;
        for (Peer trunk : carriers) narrowed |= trunk.listener() == pbxListener;
        Peer first = null;
        for (Peer trunk : carriers) {
            if (narrowed && trunk.listener() != pbxListener) continue;
            if (trunk.routing().isFor(caller)) return trunk;
            if (first == null) first = trunk;
        }
        return first;
    }

    /** Whether a host is a domain, the address or the outbound proxy of a trunk that calls out may go to. */
    public boolean isTrunk(String host) {
        return trunkOf(host) != null;
    }

    private @Nullable Peer trunkOf(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        for (Peer trunk : carriers)
            if (trunk.domains().contains(wanted)
                    || isAddressOf(trunk, wanted)
                    || trunk.reach().isProxy(wanted)) return trunk;
        return null;
    }

    private boolean isAddressOf(Peer trunk, String host) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (trunk.target().isUnresolved())
            return literal == null ? trunk.target().getHostString().equalsIgnoreCase(host) : names.isAt(trunk, literal);
        return Arrays.equals(literal, trunk.target().getAddress().getAddress());
    }

    /** Every place that a call may go to, in no order that matters. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Peer trunk : carriers) targets.addAll(ways(trunk));
        for (Peer pbx : pbxs) targets.addAll(towards(pbx));
        return targets;
    }

    /** All of them, trunks first. */
    public List<Peer> all() {
        List<Peer> all = new ArrayList<>(trunks);
        all.addAll(pbxs);
        return all;
    }
}
