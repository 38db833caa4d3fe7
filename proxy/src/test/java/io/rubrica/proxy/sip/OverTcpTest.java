package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What TCP brings whole and in order is said once, and waited for no longer (RFC 3261, 17; table 4). */
class OverTcpTest {
    private static final InetSocketAddress EPHEMERAL = new InetSocketAddress("192.0.2.7", 40_001);

    private final TransactionKit kit = new TransactionKit();

    @BeforeEach
    void over_tcp() {
        kit.listener.reliable = true;
    }

    @Test
    void a_request_is_sent_once_and_given_up_after_64_T1() {
        kit.send(Method.BYE, "BYE");
        assertEquals(1, kit.listener.taken().size());
        assertEquals(List.of(), kit.departures(31_900));
        kit.pass(200);
        assertEquals(List.of("timed out"), kit.heard);
    }

    @Test
    void a_finished_request_is_forgotten_at_once() {
        kit.send(Method.BYE, "BYE");
        kit.arrives(TransactionKit.answer(kit.listener.only(), "200 OK"));
        assertEquals(List.of("200"), kit.heard);
        assertEquals(0, kit.layer.size());
        kit.send(Method.INVITE, "INVITE");
        kit.arrives(TransactionKit.answer(kit.listener.only(), "486 Busy Here"));
        assertEquals("ACK sip:b@pbx.example SIP/2.0", kit.listener.only().startLine());
        assertEquals(0, kit.layer.size());
    }

    @Test
    void any_request_that_cannot_be_sent_fails_at_once() {
        kit.listener.broken = true;
        kit.send(Method.BYE, "BYE");
        assertEquals(List.of("unsent"), kit.heard);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void a_refusal_is_sent_once_and_its_ack_ends_it() {
        kit.arrives(Wire.request("INVITE", "", ""), EPHEMERAL);
        kit.opened.get(0).answer(Ascii.bytes("486 Busy Here"), Ascii.bytes("t"));
        kit.listener.taken();
        assertEquals(List.of(), kit.departures(10_000));
        kit.arrives(Wire.request("ACK", "", ""), EPHEMERAL);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void an_answer_goes_back_to_where_the_request_came_from() {
        kit.arrives(Wire.request("OPTIONS", "", ""), EPHEMERAL);
        kit.opened.get(0).answer(Ascii.bytes("200 OK"), Ascii.bytes("t"));
        assertEquals(EPHEMERAL, kit.listener.only().to());
        assertEquals(0, kit.layer.size());
    }

    @Test
    void a_large_request_goes_by_tcp_and_by_udp_again_where_that_fails() {
        kit.listener.reliable = false;
        RecordingListener tcp = new RecordingListener("192.0.2.1:5070");
        tcp.reliable = true;
        large(tcp);
        Sent first = tcp.only();
        assertTrue(first.text().contains("Via: SIP/2.0/TCP 192.0.2.1:5070;branch="), first::text);
        assertEquals(List.of(), kit.listener.taken());
        kit.arrives(TransactionKit.answer(first, "200 OK"));
        assertEquals(List.of("200"), kit.heard);

        tcp.broken = true;
        large(tcp);
        assertTrue(kit.listener.only().text().contains("Via: SIP/2.0/UDP 192.0.2.1:5060;branch="));
        assertEquals(500L, kit.departures(600).get(0));
        tcp.broken = false;
        large(tcp);
        assertEquals(List.of(), tcp.taken());
        assertEquals(1, kit.listener.taken().size());
        kit.pass(300_000);
        kit.listener.taken();
        large(tcp);
        assertFalse(tcp.taken().isEmpty());
    }

    @Test
    void what_goes_over_tls_is_never_too_large_for_it() {
        kit.listener.secure = true;
        RecordingListener tcp = new RecordingListener("192.0.2.1:5062");
        large(tcp);
        assertEquals(List.of(), tcp.taken());
        assertEquals(1, kit.listener.taken().size());
    }

    private void large(RecordingListener tcp) {
        long id = kit.layer.newId();
        MessageWriter out = kit.layer.writer();
        out.clear();
        out.put(Ascii.bytes("MESSAGE sip:b@pbx.example SIP/2.0\r\n"));
        kit.layer.via(out, kit.listener, id);
        out.put(Ascii.bytes(Wire.request("MESSAGE", "Subject: " + "x".repeat(1_300) + "\n", "")
                .replaceAll("(?s)^.*\nMax-Forwards", "Max-Forwards")
                .replace("\n", "\r\n")));
        kit.layer.send(
                id, Method.of(Ascii.bytes("MESSAGE"), 0, 7), out, new Hop(kit.listener, TransactionKit.PEER, tcp), kit);
    }
}
