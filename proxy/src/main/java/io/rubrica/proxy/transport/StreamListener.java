package io.rubrica.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A TCP or TLS socket with its connections, those that peers opened and those that we did. */
final class StreamListener extends ChannelInitializer<SocketChannel> implements Listener {
    private final ListenerSettings settings;
    private final Inbox inbox;
    private final TransportCounters counters;
    private final EventLoop loop;
    private final @Nullable Tls tls;
    private final Connections connections;
    private final byte[] message = new byte[MessageFramer.LONGEST];
    private final ListenerIdentity identity;
    private final OccasionalLog log;
    private List<Connection> unflushed = new ArrayList<>();
    private @Nullable Connection reading;

    /** @param tls how connections are secured, or null: they are not */
    StreamListener(
            ListenerSettings settings, @Nullable Tls tls, Inbox inbox, TransportCounters counters, EventLoop loop) {
        this.settings = settings;
        this.tls = tls;
        this.inbox = inbox;
        this.counters = counters;
        this.loop = loop;
        connections = new Connections(settings.connections());
        log = new OccasionalLog(settings.name());
        identity = settings.identity();
    }

    // --- connections come and go

    /** A peer knocks. */
    @Override
    protected void initChannel(SocketChannel accepted) {
        InetSocketAddress from = accepted.remoteAddress();
        Connection connection = from == null ? null : admitted(from);
        if (connection == null) {
            accepted.config().setSoLinger(0);
            accepted.close();
            return;
        }
        connections.add(connection);
        counters.connections.increment();
        join(accepted, connection);
    }

    private @Nullable Connection admitted(InetSocketAddress from) {
        if (inbox.admits(from, this)) {
            if (connections.hasRoomFor(from)) return Connection.accepted(this, from);
            counters.refused.increment();
            log.tell("{} has too many connections: one more is refused", from);
            return null;
        }
        // Over TLS a stranger's address may belong to somebody who proves a name.
        if (tls != null && tls.asksForNames() && connections.hasRoomForAStranger())
            return Connection.accepted(this, from).unproven();
        counters.strangers.increment();
        return null;
    }

    /** Puts a connection of ours, or a peer's, onto its channel. */
    void join(Channel channel, Connection connection) {
        if (tls != null)
            channel.pipeline()
                    .addLast(tls.handler(
                            channel.alloc(), connection, settings.connections().openLimit()));
        channel.pipeline().addLast(connection);
    }

    /** Whether a stranger has proven to be somebody. */
    boolean admitsNow(Connection connection) {
        reading = connection;
        try {
            if (inbox.admits(connection.remote, this) && connections.hasRoomFor(connection.remote)) return true;
        } finally {
            reading = null;
        }
        counters.strangers.increment();
        return false;
    }

    void opened(Connection connection) {
        (connection.ours ? counters.opened : counters.accepted).increment();
    }

    void closed(Connection connection) {
        connections.remove(connection);
        counters.connections.decrement();
        // Its last words may still be on their way into the socket.
        unflushed.remove(connection);
    }

    /** Tells why; true, for the connection has to go. */
    boolean handshakeFailed(InetSocketAddress peer, Throwable why) {
        counters.handshakeFailures.increment();
        log.tell("no TLS with {}: {}", peer, Tls.reason(why));
        return true;
    }

    /** Closes and keeps alive; called about once a second. */
    void lookAfter(long now) {
        for (Connection each : connections.all()) each.lookAfter(now, settings.connections());
    }

    // --- messages come

    void take(MessageFramer framer, Connection from) {
        int length = framer.copyTo(message);
        counters.received.increment();
        reading = from;
        // A message must never stop the loop that carries everybody's calls, whatever our own mistakes.
        try {
            inbox.received(message, length, from.remote, this);
        } catch (RuntimeException | Error fault) {
            counters.faults.increment();
            log.fault(from.remote, fault);
        } finally {
            reading = null;
        }
    }

    void broken(MessageFramer framer, Connection from) {
        counters.broken.increment();
        int length = framer.copyTo(message);
        reading = from;
        try {
            inbox.broken(message, length, from.remote, this);
        } catch (RuntimeException | Error fault) {
            counters.faults.increment();
            log.fault(from.remote, fault);
        } finally {
            reading = null;
        }
    }

    // --- messages go

    @Override
    public void send(byte[] bytes, int from, int to, InetSocketAddress destination) {
        counters.sent.increment();
        leadingTo(destination).send(bytes, from, to, null);
    }

    @Override
    public void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed) {
        counters.sent.increment();
        leadingTo(destination).send(bytes, from, to, failed);
    }

    @Override
    public void answer(byte[] bytes, int from, int to, InetSocketAddress source, InetSocketAddress otherwise) {
        Connection asked = reading;
        Connection back = asked != null && asked.remote.equals(source) ? asked : connections.from(source);
        if (back == null || back.isClosed()) {
            send(bytes, from, to, otherwise);
        } else {
            counters.sent.increment();
            back.send(bytes, from, to, null);
        }
    }

    @Override
    public boolean isConnectedTo(InetSocketAddress destination) {
        Connection there = connections.leadingTo(destination, tls == null ? "" : tls.nameToProve(destination));
        return there != null && there.isOpen();
    }

    private Connection leadingTo(InetSocketAddress destination) {
        String name = tls == null ? "" : tls.nameToProve(destination);
        Connection there = connections.leadingTo(destination, name);
        if (there != null) return there;
        Connection opening = Connection.opening(this, destination, name);
        counters.connections.increment();
        if (!connections.hasRoom()) {
            counters.refused.increment();
            opening.close(true);
            return opening;
        }
        connections.add(opening);
        loop.dial(this, opening);
        return opening;
    }

    /** It could not be opened in time, or at all. */
    void unreachable(Connection connection, String why) {
        if (connection.isOpen() || connection.isClosed()) return;
        counters.unreachable.increment();
        log.tell("no connection to {}: {}", connection.remote, why);
        connection.close(true);
    }

    void failed(@Nullable Runnable failed) {
        counters.sendFailures.increment();
        if (failed == null) return;
        // Whoever sends has not finished yet; it hears of the failure when it has.
        loop.later(failed);
    }

    @Override
    public void alias(InetSocketAddress source, int port) {
        Connection from = reading;
        if (from != null && !from.ours && from.remote.equals(source)) connections.alias(from, port);
    }

    void flushLater(Connection connection) {
        unflushed.add(connection);
    }

    void flush() {
        if (unflushed.isEmpty()) return;
        List<Connection> due = unflushed;
        unflushed = new ArrayList<>();
        due.forEach(Connection::flush);
    }

    void flushAll() {
        loop.flush();
    }

    // --- what it is

    long now() {
        return EventLoop.now();
    }

    TransportCounters counters() {
        return counters;
    }

    boolean isSecure() {
        return tls != null;
    }

    ListenerSettings settings() {
        return settings;
    }

    @Override
    public Set<String> provenNames(InetSocketAddress from) {
        Connection asked = reading;
        Connection there = asked != null && asked.remote.equals(from) ? asked : connections.from(from);
        return there == null ? Set.of() : there.provenNames();
    }

    @Override
    public void reloadCertificates() throws IOException {
        readCertificates().run();
    }

    /** Reads the files again; what is returned takes them into use, so that several listeners change together. */
    Runnable readCertificates() throws IOException {
        return tls == null ? () -> {} : tls.readAgain();
    }

    @Override
    public ListenerIdentity identity() {
        return identity;
    }

    @Override
    public boolean reaches(InetAddress address) {
        return HostPort.reaches(settings.address().socket().getAddress(), address);
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
