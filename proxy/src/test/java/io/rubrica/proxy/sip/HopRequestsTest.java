package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HopRequestsTest {
    private static final String FURTHER = """
            Route: <sip:192.0.2.50;lr>
            Route: <sip:192.0.2.51;lr>
            Proxy-Authorization: Digest username="a"
            Subject: tea
            """;

    private final HopRequests hop = new HopRequests();
    private final byte[] invite = Wire.bytes(Wire.request("INVITE", FURTHER, "v=0\n"));

    private static String text(byte[] message) {
        JainSip.mustParse(message);
        return Ascii.text(message, 0, message.length).replace("\r\n", "\n");
    }

    @Test
    void the_ack_of_a_refusal_is_made_of_the_invite_and_the_answers_to() {
        WireMessage busy = Wire.message(Wire.invite()
                .replace("INVITE sip:+12025550123@proxy.example SIP/2.0", "SIP/2.0 486 Busy")
                .replace("To: <sip:+12025550123@proxy.example>", "t: <sip:+12025550123@proxy.example>;tag=z"));

        assertEquals("""
                ACK sip:+12025550123@proxy.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77
                Route: <sip:192.0.2.50;lr>
                Route: <sip:192.0.2.51;lr>
                Max-Forwards: 70
                From: "Ada" <sip:+12025550100@trunk.example>;tag=a1
                t: <sip:+12025550123@proxy.example>;tag=z
                Call-ID: one@192.0.2.7
                Proxy-Authorization: Digest username="a"
                CSeq: 17 ACK
                Content-Length: 0

                """, text(hop.ack(invite, busy)).replace("username=\"a\"", "username=\"a\""));
    }

    @Test
    void a_cancel_is_made_of_the_invite() {
        assertEquals("""
                CANCEL sip:+12025550123@proxy.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77
                Route: <sip:192.0.2.50;lr>
                Route: <sip:192.0.2.51;lr>
                Max-Forwards: 70
                From: "Ada" <sip:+12025550100@trunk.example>;tag=a1
                To: <sip:+12025550123@proxy.example>
                Call-ID: one@192.0.2.7
                CSeq: 17 CANCEL
                Reason: SIP;cause=200
                Content-Length: 0

                """, text(hop.cancel(invite, Ascii.bytes("Reason: SIP;cause=200\r\n"))));
    }

    @Test
    void an_invite_with_as_many_headers_as_we_take_can_be_cancelled() {
        byte[] longest = Wire.bytes(Wire.request("INVITE", "X: y\n".repeat(249) + "Y: 1\nY: 2\nY: 3\nY: 4\n", ""));

        assertTrue(text(hop.cancel(longest, new byte[0])).startsWith("CANCEL "));
    }
}
