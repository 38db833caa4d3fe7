package io.rubrica.siptests.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge must find wrong messages wrong. */
class StrictGrammarTest {
    @Test
    void a_sound_message_is_passed() {
        assertEquals(
                Optional.empty(),
                StrictGrammar.complaint(message("From: \"Ada\" <sip:a@example.com>;tag=1"), Set.of()));
    }

    @Test
    void an_unbalanced_quote_is_found() {
        assertTrue(StrictGrammar.complaint(message("From: \"Ada <sip:a@example.com>;tag=1"), Set.of())
                .isPresent());
    }

    @Test
    void what_only_crosses_is_not_judged() {
        byte[] message = message("From: <sip:a@example.com>;tag=1\r\nRetry-After: never");
        assertTrue(StrictGrammar.complaint(message, Set.of()).isPresent());
        assertEquals(Optional.empty(), StrictGrammar.complaint(message, Set.of("Retry-After: never")));
    }

    private static byte[] message(String from) {
        return Sip.bytes(
                "OPTIONS sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1\r\n" + from
                        + "\r\nTo: <sip:b@example.com>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
                        + "Content-Length: 0\r\n\r\n");
    }
}
