package io.rubrica.proxy.command;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A UDP socket of one of the demo's agents. */
final class DemoSocket implements AutoCloseable {
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[65_535];

    /** @param address where it is bound; port 0 for any free one */
    DemoSocket(InetSocketAddress address) throws IOException {
        this.socket = new DatagramSocket(address);
    }

    /** A message and where it came from. */
    record Arrival(DemoMessage message, SocketAddress from) {}

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** The address as it stands in headers. */
    String hostPort() {
        InetAddress host = socket.getLocalAddress();
        return host.getHostAddress() + ":" + socket.getLocalPort();
    }

    void send(DemoMessage message, SocketAddress to) throws IOException {
        byte[] bytes = message.bytes();
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /** The next message, or empty when none came in time. */
    Optional<Arrival> receive(Duration patience) throws IOException {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            socket.receive(packet);
        } catch (SocketTimeoutException nobody) {
            return Optional.empty();
        }
        return Optional.of(
                new Arrival(DemoMessage.parse(packet.getData(), packet.getLength()), packet.getSocketAddress()));
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** A word that no other call uses. */
    static String unique() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
