package io.rubrica.siptests.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Sip;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runner itself must not let a wrong message pass. */
class MessageTemplateTest {
    private final Bindings bindings = bindings();

    @Test
    void a_placeholder_is_bound_once_and_stays_the_same() {
        MessageTemplate template = MessageTemplate.read("01", "SIP/2.0 200 OK\nTo: <sip:a>;tag={leg}\nX: {leg}\n\n");
        assertEquals(Optional.empty(), difference(template, "SIP/2.0 200 OK", "To: <sip:a>;tag=77", "X: 77"));
        assertEquals(Optional.of("77"), bindings.value("leg"));
        assertTrue(difference(template, "SIP/2.0 200 OK", "To: <sip:a>;tag=78", "X: 78")
                .isPresent());
    }

    @Test
    void a_placeholder_must_be_the_same_within_one_line_too() {
        MessageTemplate template = MessageTemplate.read("01", "SIP/2.0 200 OK\nX: {leg};{leg}\n\n");
        assertTrue(difference(template, "SIP/2.0 200 OK", "X: 1;2").isPresent());
        assertEquals(Optional.empty(), bindings.value("leg"), "what did not match binds nothing");
    }

    @Test
    void a_header_too_many_a_header_too_few_and_another_order_are_differences() {
        MessageTemplate template = MessageTemplate.read("01", "SIP/2.0 200 OK\nA: 1\nB: 2\n\n");
        assertEquals(Optional.empty(), difference(template, "SIP/2.0 200 OK", "A: 1", "B: 2"));
        assertTrue(difference(template, "SIP/2.0 200 OK", "A: 1").isPresent());
        assertTrue(
                difference(template, "SIP/2.0 200 OK", "A: 1", "B: 2", "C: 3").isPresent());
        assertTrue(difference(template, "SIP/2.0 200 OK", "B: 2", "A: 1").isPresent());
    }

    @Test
    void three_dots_allow_other_headers_and_any_order_but_none_too_few() {
        MessageTemplate template = MessageTemplate.read("01", "SIP/2.0 200 {...}\nA: 1\nB: 2\n...\n\n");
        assertEquals(Optional.empty(), difference(template, "SIP/2.0 200 Fine", "B: 2", "C: 3", "A: 1"));
        assertTrue(difference(template, "SIP/2.0 200 Fine", "B: 2", "C: 3").isPresent());
        assertTrue(difference(template, "SIP/2.0 404 Fine", "A: 1", "B: 2").isPresent());
    }

    @Test
    void the_body_is_compared_and_its_length_counted_in_bytes() {
        MessageTemplate template =
                MessageTemplate.read("01", Sip.wire("INFO sip:a SIP/2.0\nContent-Length: {length}\n\né\n"));
        assertEquals(
                "INFO sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\né\r\n",
                Sip.readable(Sip.text(template.filled(bindings))));
        assertEquals(Optional.empty(), template.difference(template.filled(bindings), bindings));
        byte[] other = Sip.bytes(Sip.wire("INFO sip:a SIP/2.0\r\nContent-Length: 4\r\n\r\nè\r\n"));
        assertTrue(template.difference(other, bindings).isPresent());
    }

    @Test
    void a_difference_reads_like_a_diff_in_the_words_of_the_file() {
        bindings.bind("leg", "77aa");
        MessageTemplate template = MessageTemplate.read(
                "02-proxy-to-pbx.INVITE.sip", "INVITE sip:1 SIP/2.0\nFrom: <sip:a>;tag={leg}\nTo: <sip:b>\n\n");
        String diff = difference(template, "INVITE sip:1 SIP/2.0", "From: \"Ada\" <sip:a>;tag=77aa", "To: <sip:b>")
                .orElseThrow();
        assertEquals("""
                --- 02-proxy-to-pbx.INVITE.sip
                +++ what arrived
                 INVITE sip:1 SIP/2.0
                -From: <sip:a>;tag={leg}
                +From: "Ada" <sip:a>;tag={leg}
                 To: <sip:b>
                """, diff.substring(0, diff.indexOf(" \n")));
    }

    private Optional<String> difference(MessageTemplate template, String... lines) {
        return template.difference(Sip.bytes(String.join("\r\n", lines) + "\r\n\r\n"), bindings);
    }

    private static Bindings bindings() {
        try (Network network = Network.claim()) {
            return Bindings.of(Map.of("trunk", network.address("trunk")));
        }
    }
}
