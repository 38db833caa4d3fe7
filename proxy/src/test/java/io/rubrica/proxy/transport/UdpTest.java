package io.rubrica.proxy.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real datagrams on loopback. */
class UdpTest {
    private static final String HERE = "127.23.0.1";
    private static final int PATIENCE_SECONDS = 20;

    private final EventLoop loop = new EventLoop();
    private final TransportCounters counters = new TransportCounters();
    private final BlockingQueue<String> strangers = new ArrayBlockingQueue<>(10);
    private final BlockingQueue<String> ticks = new ArrayBlockingQueue<>(1_000);
    private DatagramSocket peer = socket("127.23.0.2");
    private InetSocketAddress address = new InetSocketAddress(HERE, 0);

    private static DatagramSocket socket(String host) {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0));
            socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
            return socket;
        } catch (java.net.SocketException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sends everything back, but stumbles over what begins with a question mark. */
    private final class EchoingInbox implements Inbox {
        @Override
        public boolean admits(InetSocketAddress from, Listener on) {
            return from.getAddress().getHostAddress().equals("127.23.0.2");
        }

        @Override
        public void stranger(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            strangers.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void received(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            if (bytes[0] == '?') throw new IllegalStateException("planted");
            if (bytes[0] == '!') throw new StackOverflowError("planted");
            on.send(bytes, 0, length, from);
            Arrays.fill(bytes, (byte) 0);
        }

        @Override
        public void tick() {
            if (!ticks.offer("tick")) throw new IllegalStateException("planted");
        }
    }

    @BeforeEach
    void open() throws Exception {
        int port;
        try (DatagramSocket free = socket(HERE)) {
            port = free.getLocalPort();
        }
        address = new InetSocketAddress(HERE, port);
        loop.open(Ways.listener("x", new ListenAddress(Transport.UDP, address), ""), new EchoingInbox(), counters);
    }

    @AfterEach
    void close() {
        loop.close();
        peer.close();
    }

    private void send(DatagramSocket by, byte[] bytes) throws Exception {
        by.send(new DatagramPacket(bytes, bytes.length, address));
    }

    private byte[] received() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        peer.receive(packet);
        assertEquals(address, packet.getSocketAddress());
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Test
    void a_message_comes_in_and_goes_out() throws Exception {
        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
        send(peer, hello);
        assertArrayEquals(hello, received());
        assertEquals(1, counters.received.sum());
        assertEquals(5, counters.receivedBytes.sum());
        assertEquals(1, counters.sent.sum());
    }

    @Test
    void sixty_thousand_bytes_are_one_message() throws Exception {
        byte[] large = new byte[60_000];
        new Random(5).nextBytes(large);
        large[0] = 'x';
        send(peer, large);
        assertArrayEquals(large, received());
    }

    @Test
    void a_message_that_makes_us_stumble_does_not_stop_us() throws Exception {
        send(peer, new byte[] {'?'});
        send(peer, new byte[] {'!'});
        send(peer, new byte[] {'x'});
        assertArrayEquals(new byte[] {'x'}, received());
        assertEquals(2, counters.faults.sum());
    }

    @Test
    void a_stranger_is_counted() throws Exception {
        try (DatagramSocket stranger = socket("127.23.0.3")) {
            send(stranger, "let me in".getBytes(StandardCharsets.UTF_8));
            assertEquals("let me in", strangers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals(1, counters.strangers.sum());
        assertEquals(0, counters.sent.sum());
    }

    @Test
    void an_address_that_is_taken_is_told() {
        assertThrows(
                Exception.class,
                () -> loop.open(
                        Ways.listener("y", new ListenAddress(Transport.UDP, address), ""),
                        new EchoingInbox(),
                        counters));
    }

    @Test
    void the_clock_goes_on_though_a_tick_stumbles() throws Exception {
        while (ticks.remainingCapacity() > 0) ticks.add("full");
        loop.start(new EchoingInbox(), 1, counters);
        while (counters.faults.sum() == 0) assertNotNull(loop.ask(() -> "waiting"));
        ticks.clear();
        assertEquals("tick", ticks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void the_loop_answers_questions_on_its_own_thread() throws Exception {
        String name = loop.ask(() -> Thread.currentThread().getName());
        assertEquals(true, name.startsWith("calls"), name);
    }
}
