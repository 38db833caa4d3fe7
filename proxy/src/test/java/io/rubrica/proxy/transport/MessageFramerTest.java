package io.rubrica.proxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFramerTest {
    private final MessageFramer framer = new MessageFramer();
    private final byte[] message = new byte[MessageFramer.LONGEST];

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<String> found(byte[] in) {
        framer.add(Unpooled.wrappedBuffer(in));
        List<String> found = new ArrayList<>();
        for (MessageFramer.Next next = framer.next(); next != MessageFramer.Next.MORE; next = framer.next()) {
            if (next == MessageFramer.Next.MESSAGE) {
                int length = framer.copyTo(message);
                found.add(new String(message, 0, length, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
                framer.done();
            } else {
                found.add(next.name());
                if (next == MessageFramer.Next.BROKEN) return found;
            }
        }
        return found;
    }

    private List<String> found(String text) {
        return found(bytes(text));
    }

    @Test
    void a_message_ends_where_its_length_says() {
        String first = "A\nContent-Length: 4\n\nbody";
        String second = "B\nl : 0\n\n";
        assertEquals(List.of(first, second), found(first + second));
    }

    @Test
    void a_stream_may_be_cut_anywhere() {
        String one = "INVITE x\nVia: y\nContent-Length:\n  5\nz: a\n\n12345";
        byte[] stream = bytes((one + "\n\n").repeat(40));
        Random random = new Random(7);
        List<String> all = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int to = Math.min(stream.length, at + 1 + random.nextInt(60));
            all.addAll(found(java.util.Arrays.copyOfRange(stream, at, to)));
            at = to;
        }
        all.removeIf("PONG"::equals);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) expected.addAll(List.of(one, "PING"));
        assertEquals(expected, all);
    }

    @Test
    void two_empty_lines_ask_and_one_answers() {
        assertEquals(List.of("PING"), found("\n\n"));
        assertEquals(List.of("PONG"), found("\n"));
        framer.pongTaken();
        assertEquals(List.of("PONG"), found("\n"));
        assertEquals(List.of("PING"), found("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\nVia: x\n\n",
                "A\nContent-Length: 3\nl: 4\n\n",
                "A\nContent-Length: x\n\n",
                "A\nContent-Length: -1\n\n",
                "A\nContent-Length:\n\n",
                "A\nContent-Length: 65535\n\n",
                "A\nContent-Length: 99999999999999999999\n\n"
            })
    void a_message_whose_end_cannot_be_known_is_broken(String text) {
        assertEquals(List.of("BROKEN"), found(text));
    }

    @Test
    void a_head_without_end_is_broken_when_it_is_longer_than_any_message() {
        assertEquals(List.of(), found("x".repeat(MessageFramer.LONGEST - 1)));
        assertEquals(List.of("BROKEN"), found("x"));
    }

    @Test
    void the_largest_message_is_taken_whole() {
        String head = "A\nContent-Length: 65500\n\n";
        String largest = head + "b".repeat(65_500);
        assertEquals(List.of(largest, "B\nl:0\n\n"), found(largest + "B\nl:0\n\n"));
    }
}
