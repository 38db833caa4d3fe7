package io.rubrica.proxy.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.transport.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
    @TempDir
    Path data;

    private final Metrics metrics = new Metrics();
    private final Health health = new Health();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeMetrics() {
        metrics.close();
    }

    @Test
    void metrics_are_shown_with_the_process_s_own() throws Exception {
        AtomicLong calls = new AtomicLong(3);
        metrics.counter("rubrica.calls", "Calls.", calls::get, "outcome", "answered");
        metrics.gauge("rubrica.calls.up", "Calls in progress.", () -> 2);
        try (AdminServer server = start(true)) {
            calls.set(5);
            String text = get(server, "/metrics").body();
            assertTrue(text.contains("rubrica_calls_total{outcome=\"answered\"} 5.0"), text);
            assertTrue(text.contains("rubrica_calls_up 2.0"), text);
            assertTrue(text.contains("jvm_memory_used_bytes"), text);
            assertTrue(text.contains("process_files_open_files"), text);
        }
    }

    @Test
    void health_says_what_is_wrong() throws Exception {
        AtomicBoolean draining = new AtomicBoolean();
        health.troubleWhen("draining", draining::get);
        health.troubleWhen("never", () -> false);
        try (AdminServer server = start(true)) {
            assertEquals(
                    "{\"status\":\"up\",\"reasons\":[]}\n",
                    get(server, "/health").body());
            assertEquals(
                    "{\"status\":\"down\",\"reasons\":[\"starting\"]}\n",
                    get(server, "/ready").body());
            health.started();
            assertEquals(200, get(server, "/ready").statusCode());
            draining.set(true);
            HttpResponse<String> response = get(server, "/health");
            assertEquals(503, response.statusCode());
            assertEquals("{\"status\":\"down\",\"reasons\":[\"draining\"]}\n", response.body());
            assertEquals(503, get(server, "/ready").statusCode());
        }
    }

    @Test
    void only_reading_is_answered() throws Exception {
        try (AdminServer server = start(true)) {
            HttpRequest post = request(server, "/metrics")
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertEquals(405, client.send(post, BodyHandlers.ofString()).statusCode());
            HttpRequest head = request(server, "/health")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertEquals(200, client.send(head, BodyHandlers.ofString()).statusCode());
            assertEquals(404, get(server, "/").statusCode());
        }
    }

    @Test
    void elsewhere_than_on_loopback_the_token_is_needed() throws Exception {
        try (AdminServer server = start(false)) {
            assertEquals(401, get(server, "/metrics").statusCode());
            assertEquals(401, get(server, "/health").statusCode());
            assertEquals(401, getWith(server, "Bearer wrong").statusCode());
            String token = Files.readString(data.resolve("admin.token")).strip();
            assertEquals(200, getWith(server, "Bearer " + token).statusCode());
        }
    }

    @Test
    void the_token_is_made_once_and_only_its_owner_may_read_it() throws Exception {
        start(true).close();
        Path file = data.resolve("admin.token");
        String token = Files.readString(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        start(true).close();
        assertEquals(token, Files.readString(file));
    }

    @Test
    void a_web_page_s_own_name_for_this_machine_is_refused() throws Exception {
        try (AdminServer server = start(true);
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        }
    }

    private AdminServer start(boolean open) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByName("127.21.0.1"), 0);
        return AdminServer.start(new AdminSettings(new HostPort(anyPort)), data, metrics, health, open);
    }

    private HttpRequest.Builder request(AdminServer server, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.21.0.1:" + server.address().getPort() + path));
    }

    private HttpResponse<String> get(AdminServer server, String path) throws Exception {
        return client.send(request(server, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> getWith(AdminServer server, String authorization) throws Exception {
        return client.send(
                request(server, "/health")
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofString());
    }
}
