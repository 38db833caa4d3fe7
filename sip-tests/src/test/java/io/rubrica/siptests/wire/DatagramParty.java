package io.rubrica.siptests.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Somebody who talks SIP over UDP. What has arrived waits in the kernel's queue until it is asked for. */
final class DatagramParty implements Party {
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final String name;
    private final DatagramSocket socket;
    private final byte[] room = new byte[65_535];

    /**
     * @throws UncheckedIOException when somebody else has that address
     */
    DatagramParty(String name, InetSocketAddress address) {
        this.name = name;
        try {
            socket = new DatagramSocket(address);
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
        } catch (IOException taken) {
            throw new UncheckedIOException(name + " cannot listen on " + address, taken);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void send(byte[] message, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(message, message.length, to));
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot send to " + to, failed);
        }
    }

    @Override
    public Optional<byte[]> next(Duration patience) {
        DatagramPacket packet = new DatagramPacket(room, room.length);
        try {
            // 0 would mean for ever.
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            socket.receive(packet);
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot receive", failed);
        }
        return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
