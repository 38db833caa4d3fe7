package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that cannot be worked with: what is found, and whether the sender can be told. */
class BrokenMessagesTest {
    private static final String VIA = "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77\n";
    private static final String FROM = "From: \"Ada\" <sip:+12025550100@trunk.example>;tag=a1\n";
    private static final String TO = "To: <sip:+12025550123@proxy.example>\n";

    private static @Nullable Flaw without(String line) {
        return instead(line, "");
    }

    private static @Nullable Flaw instead(String line, String other) {
        String invite = Wire.invite();
        if (!invite.contains(line)) throw new AssertionError("no such line: " + line);
        return Wire.flaw(invite.replace(line, other));
    }

    private static void assertAnswerable(boolean expected, String text) {
        byte[] bytes = Wire.bytes(text);
        WireMessage message = new WireMessage();
        assertTrue(message.read(bytes, 0, bytes.length) != null, "it should be broken");
        assertEquals(expected, message.isAnswerable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "hello", "hello\n\n", "GET / HTTP/1.1\n\n", "SIP/2.0", "INVITE sip:a@b\n\n", "\0\0"})
    void noise_is_not_sip(String noise) {
        assertEquals(Flaw.NOT_SIP, Wire.flaw(noise));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE  sip:a@b SIP/2.0",
                "INVITE sip:a@b  SIP/2.0",
                "INVITE sip:a@b; lr SIP/2.0",
                "INV\tITE sip:a@b SIP/2.0",
                "INVITE sip:a@b SIP/2.0 ",
                "SIP/2.0 99 Low",
                "SIP/2.0 700 High",
                "SIP/2.0 4294967301 Big",
                "SIP/2.0 abc Words"
            })
    void a_start_line_against_the_grammar_is_found(String startLine) {
        assertEquals(
                Flaw.BAD_START_LINE,
                Wire.flaw(Wire.invite().replace("INVITE sip:+12025550123@proxy.example SIP/2.0", startLine)));
    }

    @Test
    void another_version_gets_505() {
        Flaw flaw = instead("example SIP/2.0\n", "example SIP/7.0\n");

        assertEquals(Flaw.BAD_VERSION, flaw);
        assertEquals(505, Flaw.BAD_VERSION.status());
        assertAnswerable(true, Wire.invite().replace("SIP/2.0", "SIP/7.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {VIA, FROM, TO, "Call-ID: one@192.0.2.7\n", "CSeq: 17 INVITE\n"})
    void what_a_response_must_repeat_must_be_there(String line) {
        assertEquals(Flaw.MISSING_HEADER, without(line));
        assertAnswerable(false, Wire.invite().replace(line, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FROM,
                "f: <sip:other@trunk.example>;tag=9\n",
                TO,
                "Call-ID: one@192.0.2.7\n",
                "i: two\n",
                "CSeq: 17 INVITE\n",
                "Max-Forwards: 70\n",
                "Content-Length: 0\n",
                "l: 0\n"
            })
    void a_header_that_may_stand_once_stands_once(String again) {
        String twice = Wire.request("INVITE", again, "");

        assertEquals(Flaw.DUPLICATE_HEADER, Wire.flaw(twice));
        assertAnswerable(true, twice);
    }

    @Test
    void a_nul_in_a_header_is_found_and_told() {
        String invite = Wire.request("INVITE", "Subject: te\0a\n", "");

        assertEquals(Flaw.NUL_BYTE, Wire.flaw(invite));
        assertAnswerable(true, invite);
    }

    @Test
    void a_nul_in_the_request_uri_is_found_and_told() {
        String invite = Wire.invite().replace("INVITE sip:+1202", "INVITE sip:+1\u0000202");

        assertEquals(Flaw.NUL_BYTE, Wire.flaw(invite));
        assertAnswerable(true, invite);
    }

    @Test
    void a_nul_in_a_fold_is_found() {
        assertTrue(Wire.flaw(Wire.request("INVITE", "Subject: tea\n for\0two\n", "")) != null);
    }

    @Test
    void a_bare_line_feed_ends_no_header() {
        byte[] invite = Wire.invite()
                .replace("\n", "\r\n")
                .replace("Max-Forwards: 70\r\n", "Max-Forwards: 70\n")
                .getBytes(StandardCharsets.US_ASCII);

        assertEquals(Flaw.BAD_HEADER_LINE, Wire.flaw(invite));
    }

    @Test
    void a_bare_carriage_return_ends_no_header() {
        assertEquals(Flaw.BAD_HEADER_LINE, instead("Max-Forwards: 70\n", "Max-Forwards: 70\r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon here\n", ": no name\n", "Two Words: x\n", "Na\"me: x\n", "Gr\u00fc\u00df: x\n"})
    void a_header_line_needs_a_name(String line) {
        String invite = Wire.request("INVITE", line, "");

        assertEquals(Flaw.BAD_HEADER_LINE, Wire.flaw(invite));
        assertAnswerable(true, invite);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "+0", "0x0", "", "1 2", "99999999999", "9999999999", "0, 0"})
    void a_length_that_cannot_be_is_found(String length) {
        String invite = Wire.invite().replace("Content-Length: 0", "Content-Length: " + length);

        assertEquals(Flaw.BAD_CONTENT_LENGTH, Wire.flaw(invite));
        assertAnswerable(true, invite);
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "-1", "", "many", "4294967300", "99999999999999999999"})
    void hops_that_cannot_be_are_found(String hops) {
        assertEquals(Flaw.BAD_MAX_FORWARDS, instead("Max-Forwards: 70", "Max-Forwards: " + hops));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648 INVITE",
                "36893488147419103232 INVITE",
                "-1 INVITE",
                "INVITE",
                "17",
                "17 ",
                "17INVITE",
                "17 IN VITE",
                "x INVITE"
            })
    void a_cseq_that_cannot_be_is_found(String cseq) {
        assertEquals(Flaw.BAD_CSEQ, instead("CSeq: 17 INVITE", "CSeq: " + cseq));
        assertAnswerable(true, Wire.invite().replace("CSeq: 17 INVITE", "CSeq: " + cseq));
    }

    @Test
    void a_cseq_that_names_another_method_is_found_and_told() {
        String invite = Wire.invite().replace("CSeq: 17 INVITE", "CSeq: 17 OPTIONS");

        assertEquals(Flaw.BAD_CSEQ, Wire.flaw(invite));
        assertAnswerable(true, invite);
    }

    @Test
    void methods_are_compared_in_their_case() {
        assertEquals(Flaw.BAD_CSEQ, instead("CSeq: 17 INVITE", "CSeq: 17 invite"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP/2.0",
                "SIP/2.0/UDP",
                "SIP/2.0/UDP ",
                "HTTP/1.1/TCP 192.0.2.7;branch=z9hG4bK1",
                "SIP/2.0/UDP 192.0.2.7:0;branch=z9hG4bK1",
                "SIP/2.0/UDP 192.0.2.7:65536;branch=z9hG4bK1",
                "SIP/2.0/UDP 192.0.2.7:x;branch=z9hG4bK1",
                "SIP/2.0/UDP [2001:db8::1;branch=z9hG4bK1",
                "192.0.2.7"
            })
    void a_via_that_leads_nowhere_is_found(String via) {
        String invite = Wire.invite().replace(VIA, "Via: " + via + "\n");

        assertEquals(Flaw.BAD_VIA, Wire.flaw(invite));
        assertAnswerable(false, invite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIP/2.0/UDP 192.0.2.7 branch=z9hG4bK1",
                "SIP/2.0/UDP 192.0.2.7;branch=",
                "SIP/2.0/UDP 192.0.2.7;;branch=z9hG4bK1",
                "SIP/2.0/UDP 192.0.2.7:5060;;,;,,"
            })
    void a_via_that_is_sound_up_to_its_parameters_is_found_and_told(String via) {
        String invite = Wire.invite().replace(VIA, "Via: " + via + "\n");

        assertEquals(Flaw.BAD_VIA, Wire.flaw(invite));
        assertAnswerable(true, invite);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Ada",
                "<sip:a@b",
                "sip:a@b>;tag=1",
                "\"Ada <sip:a@b>;tag=1",
                "<>;tag=1",
                "<sip:a@b>;tag=",
                "<sip:a@b>;tag",
                "<sip:a@b>;tag=1, <sip:c@d>",
                "<sip:a@b> trailing"
            })
    void an_address_that_names_nobody_is_found(String from) {
        assertEquals(Flaw.BAD_ADDRESS, instead(FROM, "From: " + from + "\n"));
        assertAnswerable(true, Wire.invite().replace(FROM, "From: " + from + "\n"));
        assertAnswerable(true, Wire.invite().replace(TO, "To: " + from + "\n"));
    }

    @Test
    void an_answer_repeats_what_could_not_be_read() {
        byte[] bytes = Wire.bytes(Wire.invite()
                .replace(FROM, "From: Ada, the first <sip:a@b>;tag=1\n")
                .replace(TO, "To: \"Grace <sip:c@d>\n")
                .replace("17 INVITE", "36893488147419103232 INVITE"));
        WireMessage invite = new WireMessage();
        assertEquals(Flaw.BAD_ADDRESS, invite.read(bytes, 0, bytes.length));
        MessageWriter out = new MessageWriter();
        Echo echo = Echo.of(invite, new java.net.InetSocketAddress("192.0.2.7", 5060), new MessageWriter());
        echo.answer(out, Ascii.bytes("400 Bad Address"), Ascii.bytes("ours"), new byte[0]);

        assertEquals("""
                SIP/2.0 400 Bad Address
                Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77
                From: "Ada, the first" <sip:a@b>;tag=1
                To: "Grace <sip:c@d>;tag=ours
                Call-ID: one@192.0.2.7
                CSeq: 36893488147419103232 INVITE
                Content-Length: 0

                """, Ascii.text(out.bytes(), 0, out.length()).replace("\r\n", "\n"));
    }

    @Test
    void headers_without_end_are_too_many() {
        String invite = Wire.request("INVITE", "X: y\n".repeat(300), "");

        assertEquals(Flaw.TOO_MANY_HEADERS, Wire.flaw(invite));
        assertAnswerable(true, invite);
        assertNull(Wire.flaw(Wire.request("INVITE", "X: y\n".repeat(249), "")));
    }

    @Test
    void an_ack_is_never_answered() {
        assertAnswerable(false, Wire.request("ACK", "Max-Forwards: 70\n", ""));
    }

    @Test
    void a_response_is_never_answered() {
        assertAnswerable(
                false,
                Wire.invite()
                        .replace("INVITE sip:+12025550123@proxy.example SIP/2.0", "SIP/2.0 200 OK")
                        .replace("Content-Length: 0", "Content-Length: 1"));
    }

    /** Whatever comes, reading ends, throws nothing, and leaves ranges inside the bytes. */
    @Test
    void bytes_changed_at_random_do_no_harm() {
        long seed = 20_240_917L;
        Random random = new Random(seed);
        byte[] whole = Wire.bytes(Wire.request("INVITE", "Contact: <sip:a@192.0.2.7>;x=\"y\"\nPrivacy: id\n", "v=0\n"));
        WireMessage message = new WireMessage();
        byte[] likely = "\r\n :;,<>\"\\@=\0\t/.09azAZ\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++)
                bytes[random.nextInt(bytes.length)] = likely[random.nextInt(likely.length)];
            int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Flaw flaw = message.read(bytes, 0, length);
            if (flaw != null) continue;
            int atRound = round;
            assertTrue(message.bodyTo() <= message.length, () -> "seed " + seed + ", round " + atRound);
            assertTrue(message.bodyFrom() <= message.bodyTo(), () -> "seed " + seed + ", round " + atRound);
            assertFalse(message.isRequest() && message.uriTo() <= message.uriFrom(), "seed " + seed);
        }
    }
}
