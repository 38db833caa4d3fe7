package io.rubrica.proxy.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A listener without a socket: it keeps what it is asked to send. */
public class RecordingListener implements Listener {
    /** Something that was sent. */
    public record Sent(byte[] bytes, InetSocketAddress to) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The first line. */
        public String startLine() {
            return text().lines().findFirst().orElse("");
        }
    }

    private final ListenerIdentity overUdp;
    private final ListenerIdentity overTcp;
    private final ListenerIdentity overTls;
    private final List<Sent> sent = new ArrayList<>();
    /** Whether the network takes nothing more. */
    public boolean broken;
    /** Whether it claims to be TCP. */
    public boolean reliable;
    /** Whether it claims to be TLS. */
    public boolean secure;
    /** Whether its connections are open. */
    public boolean connected = true;

    public RecordingListener(String hostPort) {
        overUdp = new ListenerIdentity(hostPort, Transport.UDP, hostPort);
        overTcp = new ListenerIdentity(hostPort, Transport.TCP, hostPort);
        overTls = new ListenerIdentity(hostPort, Transport.TLS, hostPort);
    }

    /** What was sent since this was asked last. */
    public List<Sent> taken() {
        List<Sent> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    /** Whether nothing was sent since somebody asked last. */
    public boolean isEmpty() {
        return sent.isEmpty();
    }

    /** The one message that was sent since somebody asked last. */
    public Sent only() {
        List<Sent> all = taken();
        if (all.size() != 1)
            throw new AssertionError("one message expected, but there are "
                    + all.stream().map(Sent::startLine).toList());
        return all.get(0);
    }

    @Override
    public void send(byte[] bytes, int from, int to, InetSocketAddress destination) {
        if (!broken) sent.add(new Sent(Arrays.copyOfRange(bytes, from, to), destination));
    }

    @Override
    public void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed) {
        send(bytes, from, to, destination);
        if (broken) failed.run();
    }

    @Override
    public void answer(byte[] bytes, int from, int to, InetSocketAddress source, InetSocketAddress sentBy) {
        send(bytes, from, to, isReliable() ? source : sentBy);
    }

    @Override
    public boolean isConnectedTo(InetSocketAddress destination) {
        return connected;
    }

    @Override
    public ListenerIdentity identity() {
        if (secure) return overTls;
        return reliable ? overTcp : overUdp;
    }
}
