package io.rubrica.proxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.transport.TlsSettings.ClientCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real connections on loopback, one loop at each end. */
class StreamsTest {
    private static final int PATIENCE = 20;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void certificates() throws Exception {
        Certificates.make(folder, "here", "dns:here.example");
        Certificates.make(folder, "there", "uri:sip:there.example,dns:also.example");
        Certificates.make(folder, "other", "dns:other.example");
        String both = Files.readString(folder.resolve("here.crt")) + Files.readString(folder.resolve("there.crt"));
        Files.writeString(folder.resolve("both.pem"), both);
    }

    /** Remembers what came, and the names of those from whom. */
    private static final class Remembering implements Inbox {
        final BlockingQueue<String> heard = new ArrayBlockingQueue<>(1_000);
        volatile Set<String> admittedNames = Set.of();
        volatile String admittedHost = "";

        @Override
        public boolean admits(InetSocketAddress from, Listener on) {
            boolean named = on.provenNames(from).stream().anyMatch(admittedNames::contains);
            return named || from.getAddress().getHostAddress().startsWith(admittedHost);
        }

        @Override
        public void stranger(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            heard.add("stranger");
        }

        @Override
        public void received(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            heard.add(new String(bytes, 0, length, StandardCharsets.UTF_8) + " " + on.provenNames(from));
            if (bytes[0] != '?') return;
            byte[] answer = bytes("!\nl:0\n\n");
            on.answer(answer, 0, answer.length, from, new InetSocketAddress(from.getAddress(), 1));
        }

        @Override
        public void broken(byte[] bytes, int length, InetSocketAddress from, Listener on) {
            heard.add("broken");
        }

        @Override
        public void tick() {}

        String next() throws InterruptedException {
            String next = heard.poll(PATIENCE, TimeUnit.SECONDS);
            return assertNotNull(next, "nothing came");
        }

        private static String assertNotNull(@Nullable String value, String why) {
            if (value == null) throw new AssertionError(why);
            return value;
        }
    }

    private final EventLoop hereLoop = new EventLoop();
    private final EventLoop thereLoop = new EventLoop();
    private final Remembering here = new Remembering();
    private final Remembering there = new Remembering();
    private final TransportCounters hereCounters = new TransportCounters();
    private final TransportCounters thereCounters = new TransportCounters();

    @AfterEach
    void close() {
        hereLoop.close();
        thereLoop.close();
    }

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static InetSocketAddress free(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private Listener open(
            EventLoop loop, InetSocketAddress at, @Nullable TlsSettings tls, Inbox inbox, TransportCounters counters)
            throws Exception {
        Transport transport = tls == null ? Transport.TCP : Transport.TLS;
        return loop.open(
                new ListenerSettings("x", new ListenAddress(transport, at), "", Ways.CONNECTIONS, tls),
                inbox,
                counters);
    }

    private void send(EventLoop loop, Listener by, String text, InetSocketAddress to) throws Exception {
        byte[] message = bytes(text);
        loop.ask(() -> {
            by.send(message, 0, message.length, to, () -> here.heard.add("failed"));
            loop.flush();
            return true;
        });
    }

    private static InetSocketAddress named(String name, InetSocketAddress at) throws IOException {
        return new InetSocketAddress(
                InetAddress.getByAddress(name, at.getAddress().getAddress()), at.getPort());
    }

    @Test
    void an_answer_comes_back_on_the_connection_of_its_request() throws Exception {
        for (String host : new String[] {"127.23.1.2", "::1"}) {
            InetSocketAddress at = free(host);
            Listener ours = open(hereLoop, free(host), null, here, hereCounters);
            open(thereLoop, at, null, there, thereCounters);
            send(hereLoop, ours, "?\nl:0\n\n", at);
            send(hereLoop, ours, "?\nl:0\n\n", at);
            assertTrue(here.next().startsWith("!"));
            assertTrue(here.next().startsWith("!"));
        }
        assertEquals(2, hereCounters.opened.sum(), "one connection for each destination");
        assertEquals(2, thereCounters.connections.sum());
    }

    @Test
    void what_cannot_be_delivered_fails_at_once() throws Exception {
        Listener ours = open(hereLoop, free("127.23.1.1"), null, here, hereCounters);
        send(hereLoop, ours, "A\nl:0\n\n", free("127.23.1.2"));
        assertEquals("failed", here.next());
        assertEquals(1, hereCounters.unreachable.sum());
        assertEquals(0, hereCounters.connections.sum());
    }

    @Test
    void an_open_connection_is_pinged_and_a_ping_is_answered() throws Exception {
        InetSocketAddress at = free("127.23.1.2");
        open(thereLoop, at, null, there, thereCounters);
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.setSoTimeout(PATIENCE * 1_000);
            socket.getOutputStream().write(bytes("\n\n"));
            InputStream in = socket.getInputStream();
            assertEquals("\r\n", new String(in.readNBytes(2), StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_stream_that_is_none_is_closed() throws Exception {
        InetSocketAddress at = free("127.23.1.2");
        open(thereLoop, at, null, there, thereCounters);
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.setSoTimeout(PATIENCE * 1_000);
            socket.getOutputStream().write(bytes("GET / HTTP/1.1\n\n"));
            assertEquals(-1, socket.getInputStream().read());
        }
        assertEquals("broken", there.next());
        assertEquals(1, thereCounters.broken.sum());
    }

    @Test
    void a_message_that_drips_in_is_given_up() throws Exception {
        InetSocketAddress at = free("127.23.1.2");
        Listener listener = open(thereLoop, at, null, there, thereCounters);
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.setSoTimeout(PATIENCE * 1_000);
            socket.getOutputStream().write(bytes("\n\nA"));
            assertEquals(2, socket.getInputStream().readNBytes(2).length);
            thereLoop.ask(() -> {
                ((StreamListener) listener).lookAfter(EventLoop.now() + 11_000);
                return true;
            });
            assertThrows(IOException.class, () -> read(socket));
        }
        assertEquals(1, thereCounters.broken.sum());
    }

    private static void read(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) throw new IOException("closed");
    }

    @Test
    void a_stranger_is_turned_away_at_the_door_and_a_crowd_is_kept_small() throws Exception {
        there.admittedHost = "127.23.9";
        InetSocketAddress at = free("127.23.1.2");
        open(thereLoop, at, null, there, thereCounters);
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            assertThrows(IOException.class, () -> read(socket));
        }
        assertEquals(1, thereCounters.strangers.sum());
        there.admittedHost = "";
        for (int i = 0; i < 10; i++) new Socket(at.getAddress(), at.getPort()).getOutputStream();
        try (Socket eleventh = new Socket(at.getAddress(), at.getPort())) {
            assertThrows(IOException.class, () -> read(eleventh));
        }
        assertEquals(1, thereCounters.refused.sum());
    }

    @Test
    void a_name_is_proven_on_both_sides() throws Exception {
        InetSocketAddress at = free("127.23.1.2");
        there.admittedHost = "nowhere";
        there.admittedNames = Set.of("here.example");
        Listener ours = open(hereLoop, free("127.23.1.1"), tls("here", ClientCertificates.NONE), here, hereCounters);
        open(thereLoop, at, tls("there", ClientCertificates.REQUIRED), there, thereCounters);
        send(hereLoop, ours, "?\nl:0\n\n", named("there.example", at));
        assertTrue(there.next().endsWith("[here.example]"));
        assertTrue(here.next().startsWith("!"));
    }

    @Test
    void a_peer_that_proves_another_name_gets_nothing() throws Exception {
        InetSocketAddress at = free("127.23.1.2");
        Listener ours = open(hereLoop, free("127.23.1.1"), tls("here", ClientCertificates.NONE), here, hereCounters);
        open(thereLoop, at, tls("there", ClientCertificates.NONE), there, thereCounters);
        send(hereLoop, ours, "?\nl:0\n\n", named("other.example", at));
        assertEquals("failed", here.next());
        assertEquals(1, hereCounters.handshakeFailures.sum());
        assertEquals(0, there.heard.size());
    }

    @Test
    void an_authority_that_is_not_believed_ends_the_handshake() throws Exception {
        InetSocketAddress at = free("127.23.1.2");
        TlsSettings believingOthers = Certificates.settings(folder, "here", "other.crt", ClientCertificates.NONE);
        Listener ours = open(hereLoop, free("127.23.1.1"), believingOthers, here, hereCounters);
        open(thereLoop, at, tls("there", ClientCertificates.NONE), there, thereCounters);
        send(hereLoop, ours, "?\nl:0\n\n", at);
        assertEquals("failed", here.next());
    }

    @Test
    void a_new_certificate_is_for_new_connections() throws Exception {
        Path own = Files.createTempDirectory(folder, "reload");
        for (String end : new String[] {".crt", ".key"})
            Files.copy(folder.resolve("there" + end), own.resolve("changing" + end));
        TlsSettings changing = new TlsSettings(
                own.resolve("changing.crt"), own.resolve("changing.key"), null, ClientCertificates.NONE);
        InetSocketAddress at = free("127.23.1.2");
        TlsSettings believing = Certificates.settings(folder, "here", "both.pem", ClientCertificates.NONE);
        Listener ours = open(hereLoop, free("127.23.1.1"), believing, here, hereCounters);
        open(thereLoop, at, changing, there, thereCounters);
        send(hereLoop, ours, "?\nl:0\n\n", named("there.example", at));
        assertTrue(here.next().startsWith("!"));
        Files.writeString(own.resolve("changing.key"), "nothing");
        assertThrows(IOException.class, thereLoop::reloadCertificates);
        for (String end : new String[] {".crt", ".key"})
            Files.copy(
                    folder.resolve("here" + end),
                    own.resolve("changing" + end),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        thereLoop.reloadCertificates();
        // The open one goes on, and a new one shows the new name.
        send(hereLoop, ours, "?\nl:0\n\n", named("there.example", at));
        assertTrue(here.next().startsWith("!"));
        send(hereLoop, ours, "?\nl:0\n\n", named("here.example", at));
        assertTrue(here.next().startsWith("!"));
        assertEquals(2, hereCounters.opened.sum());
    }

    @Test
    void files_that_cannot_be_used_are_told() throws Exception {
        Certificates.make(folder, "over", "", "-startdate", "2020/01/01", "-validity", "1");
        java.util.Map<String, String> told = new java.util.TreeMap<>();
        new TlsSettings(folder.resolve("over.crt"), folder.resolve("over.key"), null, ClientCertificates.NONE)
                .check(told::put);
        assertTrue(told.getOrDefault("certificate", "").contains("expired on"), told::toString);
        told.clear();
        new TlsSettings(
                        folder.resolve("here.crt"),
                        folder.resolve("there.key"),
                        folder.resolve("none.pem"),
                        ClientCertificates.NONE)
                .check(told::put);
        assertTrue(told.getOrDefault("key", "").contains("is not that of the certificate"), told::toString);
        assertTrue(told.getOrDefault("trust", "").startsWith("there is no file"), told::toString);
        told.clear();
        new TlsSettings(folder.resolve("here.key"), folder.resolve("here.key"), null, ClientCertificates.NONE)
                .check(told::put);
        assertTrue(told.getOrDefault("certificate", "").startsWith("there is no certificate in"), told::toString);
    }

    private static TlsSettings tls(String name, ClientCertificates asked) {
        return Certificates.settings(folder, name, "both.pem", asked);
    }

    @Test
    void settings_make_sense() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConnectionSettings(
                        0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }
}
