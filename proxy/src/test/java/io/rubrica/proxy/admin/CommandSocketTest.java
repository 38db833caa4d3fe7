package io.rubrica.proxy.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSocketTest {
    private static final Map<String, CommandHandler> VERBS = Map.of(
            "echo",
            (request, reply) -> {
                reply.progress(1, 2, 3);
                reply.line(request.get("text"));
                return request.get("text").isEmpty() ? 1 : 0;
            },
            "senseless",
            (request, reply) -> {
                throw new IllegalArgumentException("that makes no sense");
            },
            "impossible",
            (request, reply) -> {
                throw new IOException("that cannot be done");
            },
            "broken",
            (request, reply) -> {
                throw new IllegalStateException("nobody expected this");
            });

    @TempDir
    Path data;

    private final List<String> heard = new ArrayList<>();

    @Test
    void questions_are_answered_one_after_the_other() throws Exception {
        try (CommandSocket socket = CommandSocket.open(data, VERBS);
                CommandClient client = CommandClient.connect(data).orElseThrow()) {
            assertEquals(0, client.ask(echo("Zoë = 100 % \"+\""), listener()));
            assertEquals(1, client.ask(echo(""), listener()));
            assertEquals(List.of("1/2/3", "Zoë = 100 % \"+\"", "1/2/3", ""), heard);
            assertTrue(Files.exists(CommandSocket.in(data)), socket::toString);
        }
    }

    @Test
    void what_goes_wrong_is_told_in_a_sentence() throws Exception {
        try (CommandSocket socket = CommandSocket.open(data, VERBS);
                CommandClient client = CommandClient.connect(data).orElseThrow()) {
            assertEquals("that makes no sense", senseless(client, "senseless"));
            assertEquals("this proxy knows no \"dance\"", senseless(client, "dance"));
            assertEquals("that cannot be done", impossible(client, "impossible"));
            assertEquals("the proxy could not do it; its log says why", impossible(client, "broken"));
            assertEquals(0, client.ask(echo("still there"), listener()), socket::toString);
        }
    }

    @Test
    void only_its_owner_may_use_the_socket_and_it_goes_with_the_proxy() throws Exception {
        Path path = CommandSocket.in(data);
        try (CommandSocket socket = CommandSocket.open(data, VERBS)) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), socket::toString);
        }
        assertFalse(Files.exists(path));
        assertTrue(CommandClient.connect(data).isEmpty());
        try (var left = Files.list(data)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void what_a_killed_proxy_left_behind_is_replaced() throws Exception {
        Files.createFile(CommandSocket.in(data));
        assertTrue(CommandClient.connect(data).isEmpty());
        try (CommandSocket socket = CommandSocket.open(data, VERBS);
                CommandClient client = CommandClient.connect(data).orElseThrow()) {
            assertEquals(0, client.ask(echo("new"), listener()), socket::toString);
        }
    }

    @Test
    void a_line_without_end_is_cut_off() throws Exception {
        try (CommandSocket socket = CommandSocket.open(data, VERBS);
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(CommandSocket.in(data)))) {
            assertThrows(
                    IOException.class,
                    () -> {
                        ByteBuffer much = ByteBuffer.wrap("x".repeat(8192).getBytes(StandardCharsets.UTF_8));
                        for (int i = 0; i < 10_000; i++) channel.write(much.rewind());
                    },
                    socket::toString);
        }
    }

    @Test
    void who_says_nothing_is_let_go_and_may_come_back() throws Exception {
        try (CommandSocket socket = CommandSocket.open(data, VERBS, Duration.ofMillis(40));
                SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(CommandSocket.in(data)));
                CommandClient client = CommandClient.connect(data).orElseThrow()) {
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), socket::toString);
            assertEquals(0, client.ask(echo("again"), listener()));
        }
    }

    @Test
    void a_path_that_no_socket_can_have_is_refused() throws Exception {
        Path deep = Files.createDirectories(data.resolve("d".repeat(100)));
        assertThrows(IOException.class, () -> CommandSocket.open(deep, VERBS));
    }

    private CommandReply listener() {
        return new CommandReply() {
            @Override
            public void line(String line) {
                heard.add(line);
            }

            @Override
            public void progress(long done, long total, long contacts) {
                heard.add(done + "/" + total + "/" + contacts);
            }
        };
    }

    private String senseless(CommandClient client, String verb) {
        CommandRequest request = new CommandRequest(verb, Map.of());
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> client.ask(request, listener()))
                .getMessage());
    }

    private String impossible(CommandClient client, String verb) {
        CommandRequest request = new CommandRequest(verb, Map.of());
        return String.valueOf(assertThrows(IOException.class, () -> client.ask(request, listener()))
                .getMessage());
    }

    private static CommandRequest echo(String text) {
        return new CommandRequest("echo", Map.of("text", text));
    }
}
