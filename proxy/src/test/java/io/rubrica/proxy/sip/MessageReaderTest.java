package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Messages that are sound, however they are written (RFC 3261, section 7). */
class MessageReaderTest {
    @Test
    void a_request_shows_its_parts() {
        WireMessage invite = Wire.message(Wire.request("INVITE", "Subject: tea\n", "v=0\n"));

        assertTrue(invite.isRequest());
        assertEquals(Method.INVITE, invite.method());
        assertEquals("sip:+12025550123@proxy.example", invite.text(invite.uriFrom(), invite.uriTo()));
        assertEquals(17, invite.cseq());
        assertEquals(70, invite.maxForwards());
        assertEquals("one@192.0.2.7", Wire.value(invite, HeaderKind.CALL_ID));
        assertEquals("Ada", invite.from().display(invite.bytes));
        assertEquals("a1", invite.text(invite.from().tagFrom, invite.from().tagTo));
        assertFalse(invite.to().hasTag());
        assertEquals("v=0\r\n", invite.text(invite.bodyFrom(), invite.bodyTo()));
        assertEquals(0, invite.status());
    }

    @Test
    void a_response_shows_its_status_and_the_method_of_its_cseq() {
        WireMessage ringing = Wire.message("""
            SIP/2.0 180 It rings, and rings
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK0123456789abcdef
            From: <sip:a@trunk.example>;tag=1
            To: <sip:b@pbx.example>;tag=2
            Call-ID: one
            CSeq: 4294967 INVITE

            """);

        assertFalse(ringing.isRequest());
        assertEquals(180, ringing.status());
        assertEquals(Method.INVITE, ringing.method());
        assertEquals(4_294_967, ringing.cseq());
    }

    @Test
    void a_status_line_needs_no_reason_phrase() {
        assertEquals(200, Wire.message("""
            SIP/2.0 200
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
            From: <sip:a@b>;tag=1
            To: <sip:c@d>;tag=2
            Call-ID: one
            CSeq: 1 BYE

            """).status());
    }

    @Test
    void compact_names_in_any_case_mean_the_same() {
        WireMessage invite = Wire.message("""
            INVITE sip:b@pbx.example SIP/2.0
            V: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1
            f: <sip:a@trunk.example>;tag=1
            T: <sip:b@pbx.example>
            i: one
            cSeQ: 1 INVITE
            m: <sip:a@192.0.2.7>
            r: <sip:c@example.com>
            b: <sip:d@example.com>
            l: 0

            """);

        assertEquals("one", Wire.value(invite, HeaderKind.CALL_ID));
        assertEquals("<sip:a@192.0.2.7>", Wire.value(invite, HeaderKind.CONTACT));
        assertEquals("<sip:c@example.com>", Wire.value(invite, HeaderKind.REFER_TO));
        assertEquals("<sip:d@example.com>", Wire.value(invite, HeaderKind.REFERRED_BY));
        assertEquals("0", Wire.value(invite, HeaderKind.CONTENT_LENGTH));
        assertEquals(-1, invite.maxForwards());
    }

    @Test
    void folded_lines_are_one_header() {
        WireMessage invite = Wire.message("""
            INVITE sip:b@pbx.example SIP/2.0
            Via: SIP/2.0/UDP
             192.0.2.7;branch=z9hG4bK1
            From: "Ada"
            \t<sip:a@trunk.example>
              ;tag=1
            To  :
             <sip:b@pbx.example>
            Call-ID:
             one
            CSeq: 0009
              INVITE
            Subject: a
             b

            """);

        assertEquals("a", invite.text(invite.from().uriFrom + 4, invite.from().uriFrom + 5));
        assertEquals("1", invite.text(invite.from().tagFrom, invite.from().tagTo));
        assertEquals("one", Wire.value(invite, HeaderKind.CALL_ID));
        assertEquals(9, invite.cseq());
        assertEquals(6, invite.headerCount());
    }

    @Test
    void blanks_inside_the_protocol_of_a_via_are_allowed() {
        WireMessage options = Wire.message("""
            OPTIONS sip:b@pbx.example SIP/2.0
            Via: SIP / 2.0
             /UDP first.example.com: 4000 ; branch = z9hG4bKabc, SIP/2.0/UDP 192.0.2.9
            From: <sip:a@trunk.example>;tag=1
            To: <sip:b@pbx.example>
            Call-ID: one
            CSeq: 1 OPTIONS

            """);

        assertEquals("first.example.com", options.text(options.via().hostFrom, options.via().hostTo));
        assertEquals(4000, options.via().port);
        assertEquals("z9hG4bKabc", options.text(options.via().branchFrom, options.via().branchTo));
    }

    @Test
    void empty_lines_before_a_request_are_ignored() {
        assertNull(Wire.flaw("\n\n" + Wire.invite()));
    }

    @Test
    void bytes_behind_the_body_are_no_part_of_it() {
        WireMessage invite = Wire.message(Wire.request("INVITE", "", "v=0\n") + "left over");

        assertEquals("v=0\r\n", invite.text(invite.bodyFrom(), invite.bodyTo()));
    }

    @Test
    void without_a_length_the_body_fills_the_datagram() {
        WireMessage invite =
                Wire.message(Wire.invite().replace("Content-Length: 0\n", "Content-Type: text/plain\n") + "hello");

        assertEquals("hello", invite.text(invite.bodyFrom(), invite.bodyTo()));
    }

    @Test
    void a_body_may_hold_any_byte() {
        byte[] invite = Wire.bytes(Wire.request("INVITE", "", "..."));
        invite[invite.length - 3] = 0;
        invite[invite.length - 2] = '\n';
        invite[invite.length - 1] = (byte) 0xff;

        assertNull(Wire.flaw(invite));
    }

    @Test
    void headers_that_merely_cross_are_not_judged() {
        assertNull(Wire.flaw(Wire.request("INVITE", "User-Agent: \"<;;,\\\nDate: never\nX-Empty:\n", "")));
    }

    @Test
    void what_was_read_before_leaves_no_trace() {
        WireMessage message = new WireMessage();
        byte[] first = Wire.bytes(Wire.request("INVITE", "Privacy: id\nContact: <sip:a@192.0.2.7>\n", "v=0\n"));
        byte[] second = Wire.bytes(Wire.request("BYE", "", "").replace("Max-Forwards: 70\n", ""));
        assertNull(message.read(first, 0, first.length));
        assertNull(message.read(second, 0, second.length));

        assertEquals(Method.BYE, message.method());
        assertFalse(message.has(HeaderKind.PRIVACY));
        assertFalse(message.has(HeaderKind.CONTACT));
        assertEquals(-1, message.maxForwards());
        assertEquals(message.bodyFrom(), message.bodyTo());
    }

    @Test
    void a_strange_address_is_put_into_plain_words_and_all_else_stays() {
        WireMessage invite = Wire.message(Wire.request("INVITE", "Subject: tea\n", "v=0\n")
                .replace(
                        "\"Ada\" <sip:+12025550100@trunk.example>;tag=a1",
                        "Ada, the first <sip:+12025550100@trunk.example>;tag=a1")
                .replace("To: <sip:+12025550123@proxy.example>", "To: sip:tea,time@proxy.example;x=y"));

        assertEquals("Ada, the first", invite.from().display(invite.bytes));
        assertEquals("a1", invite.text(invite.from().tagFrom, invite.from().tagTo));
        assertEquals("sip:tea,time@proxy.example", invite.text(invite.to().uriFrom, invite.to().uriTo));
        assertEquals("SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77", Wire.value(invite, HeaderKind.VIA));
        assertEquals("z9hG4bK-77", invite.text(invite.via().branchFrom, invite.via().branchTo));
        assertEquals("17 INVITE", Wire.value(invite, HeaderKind.CSEQ));
        assertEquals("v=0\r\n", invite.text(invite.bodyFrom(), invite.bodyTo()));
    }

    @Test
    void a_method_that_nobody_knows_is_a_method() {
        WireMessage strange = Wire.message(Wire.request("!interesting-Method0123456789_*+`.%indeed'~", "", ""));

        assertEquals(Method.OTHER, strange.method());
        assertEquals(
                "!interesting-Method0123456789_*+`.%indeed'~", strange.text(strange.methodFrom(), strange.methodTo()));
    }
}
