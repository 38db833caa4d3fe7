package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.transport.RecordingListener;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer repeats, and where it goes (RFC 3261, 8.2.6.2 and 18.2; RFC 3581). */
class EchoTest {
    private static String answer(String request, InetSocketAddress source) {
        MessageWriter out = new MessageWriter();
        Echo.of(Wire.message(request), source, new MessageWriter())
                .answer(out, Ascii.bytes("200 OK"), Ascii.bytes("ours"), Ascii.bytes("Subject: tea\r\n"));
        return Ascii.text(out.bytes(), 0, out.length()).replace("\r\n", "\n");
    }

    private static String via(String via, String host, int port) {
        String answer = answer(
                Wire.request("OPTIONS", "", "").replace("SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77", via),
                new InetSocketAddress(host, port));
        return answer.lines()
                .filter(line -> line.startsWith("Via: "))
                .findFirst()
                .orElseThrow()
                .substring(5);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 5060, SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1",
        "192.0.2.8, 5060, SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1;received=192.0.2.8",
        "192.0.2.8, 5060, SIP/2.0/UDP pbx.example.com;branch=z9hG4bK1, SIP/2.0/UDP pbx.example.com;branch=z9hG4bK1;received=192.0.2.8",
        "192.0.2.7, 5099, SIP/2.0/UDP 192.0.2.7;rport;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.7;rport=5099;branch=z9hG4bK1;received=192.0.2.7",
        "192.0.2.7, 5099, SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1;rport, SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1;rport=5099;received=192.0.2.7",
        "2001:db8::7, 5060, SIP/2.0/UDP [2001:db8::7];branch=z9hG4bK1, SIP/2.0/UDP [2001:db8::7];branch=z9hG4bK1",
        "2001:db8::8, 5060, SIP/2.0/UDP [2001:db8::7];branch=z9hG4bK1, SIP/2.0/UDP [2001:db8::7];branch=z9hG4bK1;received=2001:db8::8"
    })
    void the_topmost_via_tells_where_the_request_came_from(String host, int port, String via, String becomes) {
        assertEquals(becomes, via(via, host, port));
        JainSip.mustParse(Wire.bytes(answer(
                Wire.request("OPTIONS", "", "").replace("SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77", via),
                new InetSocketAddress(host, port))));
    }

    @Test
    void an_interface_is_nobodys_business() throws Exception {
        java.net.Inet6Address scoped = java.net.Inet6Address.getByAddress(
                "", java.net.InetAddress.getByName("fe80::7").getAddress(), 2);
        Echo echo = Echo.of(
                Wire.message(Wire.request("OPTIONS", "", "")),
                new InetSocketAddress(scoped, 5060),
                new MessageWriter());
        MessageWriter out = new MessageWriter();
        echo.via(out);

        assertTrue(Ascii.text(out.bytes(), 0, out.length()).endsWith(";received=fe80::7\r\n"));
    }

    @Test
    void further_vias_and_the_way_back_are_repeated_in_their_order() {
        String answer = answer(
                Wire.request(
                        "INVITE",
                        "v: SIP/2.0/TCP 192.0.2.50;branch=z9hG4bK2,SIP/2.0/UDP 192.0.2.51\n"
                                + "Record-Route: <sip:192.0.2.7;lr>\nRecord-Route: <sip:192.0.2.50;lr>,<sip:192.0.2.51;lr>\n",
                        ""),
                new InetSocketAddress("192.0.2.7", 5060));

        assertEquals("""
                SIP/2.0 200 OK
                Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77
                v: SIP/2.0/TCP 192.0.2.50;branch=z9hG4bK2,SIP/2.0/UDP 192.0.2.51
                From: "Ada" <sip:+12025550100@trunk.example>;tag=a1
                To: <sip:+12025550123@proxy.example>;tag=ours
                Call-ID: one@192.0.2.7
                CSeq: 17 INVITE
                Subject: tea
                Content-Length: 0

                """, answer);
    }

    @Test
    void a_to_that_has_a_tag_keeps_it() {
        String answer = answer(
                Wire.request("BYE", "", "").replace("@proxy.example>\n", "@proxy.example> ; tag=b2;x=y  \n"),
                new InetSocketAddress("192.0.2.7", 5060));

        assertTrue(answer.contains("\nTo: <sip:+12025550123@proxy.example> ; tag=b2;x=y\n"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK1, 5070",
        "SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1, 5060",
        "SIP/2.0/UDP 192.0.2.7:5070;branch=z9hG4bK1;rport, 6001"
    })
    void answers_go_to_the_sources_address_at_the_port_that_via_asks_for(String via, int port) {
        WireMessage request = Wire.message(
                Wire.request("OPTIONS", "", "").replace("SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77", via));

        assertEquals(
                new InetSocketAddress("192.0.2.8", port),
                Echo.replyTo(
                        request, new InetSocketAddress("192.0.2.8", 6001), new RecordingListener("192.0.2.1:5060")));
    }
}
