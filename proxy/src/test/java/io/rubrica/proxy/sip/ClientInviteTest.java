package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An INVITE that we send (RFC 3261, 17.1.1; RFC 6026, 7.2). */
class ClientInviteTest {
    private final TransactionKit kit = new TransactionKit();
    private final ClientTransaction transaction = kit.send(Method.INVITE, "INVITE");
    private final Sent invite = kit.listener.only();

    private void answered(String status) {
        kit.arrives(TransactionKit.answer(invite, status));
    }

    @Test
    void it_is_repeated_ever_more_slowly_and_given_up_after_64_T1() {
        assertEquals(List.of(500L, 1500L, 3500L, 7500L, 15500L, 31500L), kit.departures(31_900));
        assertEquals(List.of(), kit.heard);
        kit.pass(200);
        assertEquals(List.of("timed out"), kit.heard);
        assertEquals(0, kit.layer.size());
        assertEquals(0, kit.layer.wheel().size());
    }

    @Test
    void over_tcp_it_is_not_repeated() {
        TransactionKit tcp = new TransactionKit();
        tcp.listener.reliable = true;
        tcp.send(Method.INVITE, "INVITE");
        tcp.listener.taken();

        assertEquals(List.of(), tcp.departures(32_100));
        assertEquals(List.of("timed out"), tcp.heard);
    }

    @Test
    void what_cannot_be_sent_is_told_at_once() {
        TransactionKit broken = new TransactionKit();
        broken.listener.broken = true;
        broken.send(Method.INVITE, "INVITE");

        assertEquals(List.of("unsent"), broken.heard);
        assertEquals(0, broken.layer.size());
        broken.pass(40_000);
        assertEquals(List.of("unsent"), broken.heard);
    }

    @Test
    void a_provisional_answer_ends_the_repeating() {
        answered("100 Trying");
        assertEquals(List.of(), kit.departures(60_000));
        assertTrue(transaction.isProceeding());
        answered("180 Ringing");
        assertEquals(List.of("100", "180"), kit.heard);
    }

    @Test
    void ringing_without_end_is_cancelled_and_then_given_up() {
        answered("180 Ringing");
        kit.pass(200_000);
        answered("180 Ringing");
        kit.pass(299_000);
        assertEquals(List.of(), kit.listener.taken());
        kit.pass(1_100);
        assertTrue(kit.listener.only().startLine().startsWith("CANCEL "));
        kit.pass(40_000);
        assertEquals("timed out", kit.heard.get(kit.heard.size() - 1));
        assertEquals(0, kit.layer.size());
    }

    @Test
    void a_refusal_is_acknowledged_as_often_as_it_comes_and_told_once() {
        answered("486 Busy");
        Sent ack = kit.listener.only();
        assertTrue(ack.startLine().startsWith("ACK "), ack.text());
        assertTrue(ack.text().contains(";tag=z"), ack.text());
        assertEquals(TransactionKit.PEER, ack.to());
        kit.pass(20_000);
        answered("486 Busy");
        assertEquals(ack.text(), kit.listener.only().text());
        assertEquals(List.of("486"), kit.heard);
        assertEquals(1, kit.counters.retransmissionsReceived.sum());
        kit.pass(12_100);
        assertEquals(0, kit.layer.size());
        answered("486 Busy");
        assertEquals(1, kit.counters.strayResponses.sum());
        assertEquals(List.of(), kit.listener.taken());
    }

    @Test
    void every_2xx_is_told_for_64_T1_and_none_is_acknowledged_here() {
        answered("200 OK");
        kit.pass(31_000);
        answered("200 OK");
        assertEquals(List.of("200", "200"), kit.heard);
        kit.pass(1_100);
        answered("200 OK");
        assertEquals(List.of("200", "200"), kit.heard);
        assertEquals(1, kit.counters.strayResponses.sum());
        assertEquals(List.of(), kit.listener.taken());
        assertEquals(0, kit.layer.size());
    }

    @Test
    void after_a_2xx_ringing_and_refusals_come_too_late() {
        answered("200 OK");
        answered("180 Ringing");
        answered("486 Busy");
        assertEquals(List.of("200"), kit.heard);
        assertEquals(List.of(), kit.listener.taken());
    }

    @Test
    void after_a_refusal_a_2xx_comes_too_late() {
        answered("486 Busy");
        answered("200 OK");
        assertEquals(List.of("486"), kit.heard);
    }

    @Test
    void it_can_be_taken_back_once_somebody_is_there() {
        answered("180 Ringing");
        transaction.cancel(Ascii.bytes("Reason: SIP;cause=200\r\n"));
        Sent cancel = kit.listener.only();
        assertTrue(cancel.startLine().startsWith("CANCEL sip:b@pbx.example"), cancel.text());
        assertTrue(cancel.text().contains("\r\nReason: SIP;cause=200\r\n"), cancel.text());
        transaction.cancel(new byte[0]);
        assertEquals(List.of(), kit.listener.taken());

        kit.arrives(TransactionKit.answer(cancel, "200 OK"));
        assertEquals(List.of("180"), kit.heard);
        answered("487 Request Terminated");
        assertEquals(List.of("180", "487"), kit.heard);
    }

    @Test
    void a_cancel_is_repeated_until_it_is_answered() {
        answered("180 Ringing");
        transaction.cancel(new byte[0]);
        Sent cancel = kit.listener.only();
        assertEquals(List.of(500L, 1500L, 3500L), kit.departures(4_000));
        kit.arrives(TransactionKit.answer(cancel, "200 OK"));
        assertEquals(List.of(), kit.departures(10_000));
    }

    @Test
    void taken_back_and_never_answered_it_is_over_after_64_T1() {
        answered("180 Ringing");
        transaction.cancel(new byte[0]);
        kit.pass(31_000);
        answered("180 Ringing");
        kit.pass(1_100);
        assertEquals("timed out", kit.heard.get(kit.heard.size() - 1));
        assertEquals(0, kit.layer.size());
    }

    @Test
    void an_answer_on_a_branch_that_is_not_ours_is_stray() {
        kit.arrives(TransactionKit.answer(invite, "200 OK").replaceAll("branch=z9hG4bK.{4}", "branch=z9hG4bK0000"));
        assertEquals(List.of(), kit.heard);
        assertEquals(1, kit.counters.strayResponses.sum());
    }

    @Test
    void an_answer_to_another_method_is_stray() {
        kit.arrives(TransactionKit.answer(invite, "200 OK").replace("17 INVITE", "17 BYE"));
        kit.arrives(TransactionKit.answer(invite, "200 OK").replace("17 INVITE", "17 CANCEL"));
        assertEquals(List.of(), kit.heard);
        assertEquals(2, kit.counters.strayResponses.sum());
        assertFalse(transaction.isProceeding());
    }

    @Test
    void an_answer_with_a_further_via_was_meant_for_somebody_else() {
        kit.arrives(TransactionKit.answer(invite, "200 OK").replace("Max-Forwards: 70", "Via: SIP/2.0/UDP 192.0.2.99"));
        assertEquals(List.of(), kit.heard);
        assertEquals(1, kit.counters.strayResponses.sum());
    }
}
