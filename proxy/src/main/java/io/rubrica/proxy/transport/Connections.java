package io.rubrica.proxy.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of one listener: which one leads where, and how many there may be. */
final class Connections {
    /** So many strangers may be proving a name at once; the rest is turned away at the door. */
    private static final int MOST_UNPROVEN = 16;

    private record Destination(InetSocketAddress address, String name) {}

    private final ConnectionSettings settings;
    private final Set<Connection> all = new LinkedHashSet<>();
    private final Map<Destination, Connection> ours = new HashMap<>();
    private final Map<InetSocketAddress, Connection> bySource = new HashMap<>();
    private final Map<InetSocketAddress, Connection> aliases = new HashMap<>();
    private final Map<InetAddress, Integer> perPeer = new HashMap<>();

    Connections(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** The connection for requests to there, open or about to be; null: there is none. */
    @Nullable
    Connection leadingTo(InetSocketAddress address, String name) {
        Connection own = ours.get(new Destination(address, name));
        if (own != null) return own;
        Connection theirs = bySource.get(address);
        if (theirs != null && theirs.isOpen() && theirs.proves(name)) return theirs;
        Connection alias = aliases.get(address);
        return alias != null && alias.isOpen() && alias.proves(name) ? alias : null;
    }

    /** The open connection whose other end is there, or null. */
    @Nullable
    Connection from(InetSocketAddress source) {
        Connection found = bySource.get(source);
        return found != null && found.isOpen() ? found : null;
    }

    /** Whether there may be one more. */
    boolean hasRoom() {
        return all.size() < settings.most();
    }

    /** Whether that address may open one more. */
    boolean hasRoomFor(InetSocketAddress peer) {
        return hasRoom() && perPeer.getOrDefault(peer.getAddress(), 0) < settings.mostPerPeer();
    }

    /** Whether one more stranger may try to prove a name. */
    boolean hasRoomForAStranger() {
        int unproven = 0;
        for (Connection each : all) if (!each.isAdmitted()) unproven++;
        return hasRoom() && unproven < MOST_UNPROVEN;
    }

    void add(Connection connection) {
        all.add(connection);
        if (connection.ours) ours.put(new Destination(connection.remote, connection.name), connection);
        else perPeer.merge(connection.remote.getAddress(), 1, Integer::sum);
        bySource.put(connection.remote, connection);
    }

    /** Requests to that port of its address may use it from now on; one port for each connection, the last one told. */
    void alias(Connection connection, int port) {
        InetSocketAddress reached = new InetSocketAddress(connection.remote.getAddress(), port);
        if (aliases.get(reached) == connection) return;
        forgetAlias(connection);
        aliases.put(reached, connection);
    }

    private void forgetAlias(Connection connection) {
        aliases.values().removeIf(each -> each == connection);
    }

    void remove(Connection connection) {
        if (!all.remove(connection)) return;
        if (connection.ours) ours.remove(new Destination(connection.remote, connection.name), connection);
        else perPeer.computeIfPresent(connection.remote.getAddress(), (peer, count) -> count > 1 ? count - 1 : null);
        bySource.remove(connection.remote, connection);
        forgetAlias(connection);
    }

    /** All of them as they are now, so that looking after one may close another. */
    List<Connection> all() {
        return new ArrayList<>(all);
    }
}
