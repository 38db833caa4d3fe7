package io.rubrica.proxy.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP listener: {@code /metrics}, {@code /health} and {@code /ready}. */
public final class AdminServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING = 16;
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    static {
        // The JDK's server reads these once, when its first class is loaded; an operator's own values stand.
        setIfAbsent("sun.net.httpserver.maxReqTime", "10");
        setIfAbsent("sun.net.httpserver.maxRspTime", "30");
        setIfAbsent("sun.net.httpserver.maxReqHeaders", "50");
        setIfAbsent("jdk.httpserver.maxConnections", "64");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Metrics metrics;
    private final Health health;
    private final AdminToken token;
    private final boolean open;

    private AdminServer(HttpServer server, boolean open, AdminToken token, Metrics metrics, Health health) {
        this.server = server;
        this.metrics = metrics;
        this.health = health;
        this.token = token;
        this.open = open;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), AdminServer::thread);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /**
     * Opens the listener.
     *
     * @param data where the token is kept, which is made at the first start
     * @throws IOException when the address is taken or the token cannot be kept
     */
    public static AdminServer start(AdminSettings settings, Path data, Metrics metrics, Health health)
            throws IOException {
        return start(
                settings,
                data,
                metrics,
                health,
                settings.listen().socket().getAddress().isLoopbackAddress());
    }

    /** @param open whether everybody who reaches it may ask, without the token */
    static AdminServer start(AdminSettings settings, Path data, Metrics metrics, Health health, boolean open)
            throws IOException {
        AdminToken token = AdminToken.in(data);
        HttpServer server = HttpServer.create(settings.listen().socket(), WAITING);
        AdminServer admin = new AdminServer(server, open, token, metrics, health);
        server.start();
        return admin;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain", "only GET and HEAD are answered here\n");
            } else if (!open && !token.isIn(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                send(exchange, 401, "text/plain", "the token of admin.token is needed\n");
            } else if (open && !namesThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
                send(exchange, 421, "text/plain", "ask for this machine by its address\n");
            } else {
                route(exchange);
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> send(exchange, 200, PROMETHEUS_TEXT, metrics.scrape());
            case "/health" -> health(exchange, health.troubles());
            case "/ready" -> health(exchange, health.isStarted() ? health.troubles() : List.of("starting"));
            default -> send(exchange, 404, "text/plain", "there are /metrics, /health and /ready\n");
        }
    }

    private static void health(HttpExchange exchange, List<String> troubles) throws IOException {
        Json json = new Json().object().put("status", troubles.isEmpty() ? "up" : "down");
        json.list("reasons");
        troubles.forEach(json::add);
        send(
                exchange,
                troubles.isEmpty() ? 200 : 503,
                "application/json",
                json.end().end() + "\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    // A web page elsewhere may point a name of its own at loopback and have a browser ask; an address it cannot forge.
    private static boolean namesThisMachine(@Nullable String host) {
        if (host == null) return true;
        String name = host.replaceFirst(":\\d*$", "");
        return name.equalsIgnoreCase("localhost") || name.matches("127(\\.\\d{1,3}){3}") || name.equals("[::1]");
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "admin-http");
        thread.setDaemon(true);
        return thread;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }
}
