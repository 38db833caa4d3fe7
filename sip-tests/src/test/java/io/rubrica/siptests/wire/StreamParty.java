package io.rubrica.siptests.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who talks SIP over TCP or TLS. It listens, and speaks over whichever connection with the proxy is there, its
 * own or the proxy's; without one it opens one.
 */
final class StreamParty implements Party {
    private static final int PATIENCE = 10_000;

    private final String name;
    private final Side side;
    private final @Nullable Certificate certificate;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();

    /** @throws UncheckedIOException when somebody else has that address */
    StreamParty(String name, InetSocketAddress address, Side side, @Nullable Certificate certificate) {
        this.name = name;
        this.side = side;
        this.certificate = certificate;
        try {
            door = side.isSecure()
                    ? Objects.requireNonNull(certificate)
                            .context()
                            .getServerSocketFactory()
                            .createServerSocket()
                    : new ServerSocket();
            door.setReuseAddress(true);
            door.bind(address);
        } catch (IOException taken) {
            throw new UncheckedIOException(name + " cannot listen on " + address, taken);
        }
        inBackground(this::accept);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    @Override
    public String transport() {
        return side.inVia();
    }

    @Override
    public void send(byte[] message, InetSocketAddress to) {
        try {
            if (open.isEmpty()) connect(to);
            Socket socket = open.get(open.size() - 1);
            socket.getOutputStream().write(message);
            socket.getOutputStream().flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot send to " + to, failed);
        }
    }

    @Override
    public Optional<byte[]> next(Duration patience) {
        try {
            return Optional.ofNullable(arrived.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void connect(InetSocketAddress to) throws IOException {
        Socket socket = side.isSecure()
                ? Objects.requireNonNull(certificate)
                        .context()
                        .getSocketFactory()
                        .createSocket()
                : new Socket();
        socket.bind(new InetSocketAddress(address().getAddress(), 0));
        socket.connect(to, PATIENCE);
        begin(socket);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                begin(door.accept());
            } catch (IOException closed) {
                // Which ends the loop, or was only about one connection.
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
        inBackground(() -> listen(socket));
    }

    private void listen(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (byte[] message = StreamMessages.next(in); message.length > 0; message = StreamMessages.next(in))
                arrived.add(message);
        } catch (IOException over) {
            // Whoever waits for more will say so.
        } finally {
            open.remove(socket);
        }
    }

    private void inBackground(Runnable work) {
        Thread thread = new Thread(work, name + " on " + side);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
