package io.rubrica.proxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections: a loop of ours at one end, a bare socket at the other. */
class KeptConnectionsTest {
    private static final int PATIENCE_MS = 20_000;
    private static final String HOST = "127.23.2.1";
    private static final String PEER = "127.23.2.2";

    private final EventLoop loop = new EventLoop();
    private final TransportCounters counters = new TransportCounters();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private StreamListener ours;

    /** Says what came. A message that begins with a digit says that its sender can be reached at that port. */
    private final class Remembering implements Inbox {
        @Override
        public boolean admits(InetSocketAddress from, Listener on) {
            return true;
        }

        @Override
        public void stranger(byte[] bytes, int length, InetSocketAddress from, Listener on) {}

        @Override
        public void received(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            String first = new String(bytes, 0, length, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
            if (Character.isDigit(first.charAt(0))) on.alias(from, Integer.parseInt(first));
            heard.add(first + " " + from.getPort());
        }

        @Override
        public void broken(byte[] bytes, int length, InetSocketAddress from, Listener on) {}

        @Override
        public void tick() {}
    }

    @BeforeEach
    void open() throws Exception {
        ListenAddress at = new ListenAddress(Transport.TCP, free());
        ConnectionSettings settings =
                new ConnectionSettings(100, 10, Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(90));
        ours = (StreamListener)
                loop.open(new ListenerSettings("x", at, "", settings, null), new Remembering(), counters);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static ServerSocket peer(int backlog) throws IOException {
        ServerSocket peer = new ServerSocket(0, backlog, InetAddress.getByName(PEER));
        peer.setSoTimeout(PATIENCE_MS);
        return peer;
    }

    private static InetSocketAddress address(ServerSocket peer) {
        return (InetSocketAddress) peer.getLocalSocketAddress();
    }

    private static Socket accepted(ServerSocket peer) throws IOException {
        Socket accepted = peer.accept();
        accepted.setSoTimeout(PATIENCE_MS);
        return accepted;
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(PEER, 0));
        socket.connect(ours.settings().address().socket());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void say(Socket socket, String word) throws IOException {
        socket.getOutputStream().write(bytes(word + "\nl:0\n\n"));
    }

    private static void hears(Socket socket, String text) throws IOException {
        byte[] expected = bytes(text);
        assertEquals(
                new String(expected, StandardCharsets.UTF_8),
                new String(socket.getInputStream().readNBytes(expected.length), StandardCharsets.UTF_8));
    }

    private <T> T onLoop(Callable<T> what) throws Exception {
        return loop.ask(() -> {
            T done = what.call();
            loop.flush();
            return done;
        });
    }

    private void send(InetSocketAddress to) throws Exception {
        byte[] message = bytes("A\nl:0\n\n");
        onLoop(() -> {
            ours.send(message, 0, message.length, to, () -> heard.add("failed"));
            return true;
        });
    }

    private void lookAfter(long later) throws Exception {
        onLoop(() -> {
            ours.lookAfter(EventLoop.now() + later);
            return true;
        });
    }

    private String next() throws InterruptedException {
        String next = heard.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        if (next == null) throw new AssertionError("nothing was heard");
        return next;
    }

    @Test
    void a_peer_that_no_longer_answers_pings_is_given_up_and_one_that_never_did_is_not() throws Exception {
        try (ServerSocket peer = peer(5)) {
            send(address(peer));
            try (Socket there = accepted(peer)) {
                hears(there, "A\nl:0\n\n");
                lookAfter(91_000);
                hears(there, "\n\n");
                lookAfter(120_000);
                assertEquals(0, counters.dead.sum(), "it may know nothing of pings");

                there.getOutputStream().write(bytes("\n"));
                say(there, "B");
                assertTrue(next().startsWith("B"));
                lookAfter(182_000);
                hears(there, "\n\n");
                lookAfter(191_000);
                assertEquals(0, counters.dead.sum(), "it still has time to answer");
                lookAfter(193_000);
                assertEquals(1, counters.dead.sum());
                assertEquals(0, counters.connections.sum());
            }
        }
    }

    @Test
    void a_peer_that_offers_its_connection_is_reached_by_it_at_the_port_that_it_told_last() throws Exception {
        try (Socket there = connected();
                ServerSocket elsewhere = peer(5)) {
            say(there, "5070");
            next();
            say(there, Integer.toString(elsewhere.getLocalPort()));
            next();
            say(there, "5071");
            next();
            send(new InetSocketAddress(PEER, 5071));
            hears(there, "A\nl:0\n\n");
            // What it told before holds no longer: a connection is opened.
            send(address(elsewhere));
            try (Socket opened = accepted(elsewhere)) {
                hears(opened, "A\nl:0\n\n");
            }
        }
    }

    @Test
    void an_offered_connection_that_is_gone_is_no_way_any_more() throws Exception {
        try (ServerSocket elsewhere = peer(5)) {
            try (Socket there = connected()) {
                say(there, Integer.toString(elsewhere.getLocalPort()));
                next();
            }
            awaitNoConnection();
            send(address(elsewhere));
            try (Socket opened = accepted(elsewhere)) {
                hears(opened, "A\nl:0\n\n");
            }
        }
    }

    @Test
    void an_answer_whose_connection_is_gone_goes_where_the_via_says() throws Exception {
        try (ServerSocket elsewhere = peer(5)) {
            InetSocketAddress source;
            try (Socket there = connected()) {
                say(there, "B");
                next();
                source = (InetSocketAddress) there.getLocalSocketAddress();
            }
            awaitNoConnection();
            byte[] answer = bytes("C\nl:0\n\n");
            onLoop(() -> {
                ours.answer(answer, 0, answer.length, source, address(elsewhere));
                return true;
            });
            try (Socket opened = accepted(elsewhere)) {
                hears(opened, "C\nl:0\n\n");
            }
        }
    }

    private void awaitNoConnection() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (onLoop(() -> counters.connections.sum()) > 0) {
            if (System.nanoTime() > deadline) throw new AssertionError("the connection stays");
            Thread.onSpinWait();
        }
    }

    @Test
    void a_peer_that_answers_no_knock_fails_in_time_and_only_so_much_waits_for_it() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket peer = peer(1)) {
            // Linux answers no further connection when so many have not been taken.
            while (crowd.size() < 100) {
                Socket one = new Socket();
                try {
                    one.connect(address(peer), 300);
                    crowd.add(one);
                } catch (SocketTimeoutException full) {
                    one.close();
                    break;
                }
            }
            assertTrue(crowd.size() < 100, "the peer took everybody");
            for (int i = 0; i < 300; i++) send(address(peer));
            assertEquals(1, counters.connections.sum());
            assertEquals(300 - 256, counters.sendFailures.sum(), "more waits than may");
            for (int i = 0; i < 300; i++) assertEquals("failed", next());
            assertEquals(1, counters.unreachable.sum());
            assertEquals(0, counters.connections.sum());
        } finally {
            for (Socket each : crowd) each.close();
        }
    }
}
