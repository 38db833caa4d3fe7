package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An INVITE that we answer (RFC 3261, 17.2.1; RFC 6026, 7.1). */
class ServerInviteTest {
    private final TransactionKit kit = new TransactionKit();

    private ServerTransaction arrived() {
        kit.arrives(Wire.invite());
        assertEquals("SIP/2.0 100 Trying", kit.listener.only().startLine());
        return kit.opened.get(0);
    }

    private Sent answer(String status) {
        kit.opened.get(0).answer(Ascii.bytes(status), Ascii.bytes("ours"));
        return kit.listener.only();
    }

    private static String ack() {
        return Wire.request("ACK", "", "").replace("@proxy.example>\n", "@proxy.example>;tag=ours\n");
    }

    @Test
    void a_hundred_goes_out_before_anybody_is_asked_and_has_no_tag() {
        kit.arrives(Wire.invite());
        Sent trying = kit.listener.only();
        JainSip.mustParse(trying.bytes());
        assertTrue(trying.text().contains("To: <sip:+12025550123@proxy.example>\r\n"), trying.text());
        assertEquals(TransactionKit.PEER, trying.to());
        assertEquals(List.of("INVITE"), kit.heard);
    }

    @Test
    void an_invite_that_comes_again_gets_the_last_provisional_answer_and_is_told_once() {
        arrived();
        kit.arrives(Wire.invite());
        assertEquals("SIP/2.0 100 Trying", kit.listener.only().startLine());
        Sent ringing = answer("180 Ringing");
        kit.arrives(Wire.invite());
        assertEquals(ringing.text(), kit.listener.only().text());
        assertEquals(List.of("INVITE"), kit.heard);
    }

    @Test
    void a_refusal_is_repeated_until_its_ack() {
        arrived();
        Sent busy = answer("486 Busy Here");
        assertEquals(List.of(500L, 1500L, 3500L, 7500L), kit.departures(8_000));
        kit.arrives(Wire.invite());
        assertEquals(busy.text(), kit.listener.only().text());
        kit.arrives(ack());
        assertEquals(List.of(), kit.departures(4_000));
        kit.arrives(ack());
        assertEquals(List.of("INVITE"), kit.heard);
        kit.pass(1_200);
        assertEquals(List.of("INVITE", "ended"), kit.heard);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void a_confirmed_refusal_is_not_sent_again() {
        arrived();
        answer("486 Busy Here");
        kit.arrives(ack());
        kit.arrives(Wire.invite());
        assertEquals(List.of(), kit.listener.taken());
    }

    @Test
    void a_refusal_without_ack_is_given_up_after_64_T1() {
        arrived();
        answer("486 Busy Here");
        assertEquals(
                List.of(500L, 1500L, 3500L, 7500L, 11500L, 15500L, 19500L, 23500L, 27500L, 31500L),
                kit.departures(40_000));
        assertEquals(List.of("INVITE", "ended"), kit.heard);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void a_2xx_is_the_users_to_repeat() {
        arrived();
        answer("200 OK");
        assertEquals(List.of(), kit.departures(30_000));
        kit.arrives(Wire.invite());
        assertEquals(List.of(), kit.listener.taken());
        answer("200 OK");
        kit.pass(2_100);
        assertEquals(List.of("INVITE", "ended"), kit.heard);
        assertEquals(0, kit.layer.size());
    }

    @Test
    void the_ack_of_a_2xx_is_told_whatever_its_branch() {
        arrived();
        answer("200 OK");
        kit.arrives(ack());
        kit.arrives(ack().replace("z9hG4bK-77", "z9hG4bK-78"));
        assertEquals(List.of("INVITE", "ACK", "ACK"), kit.heard);
    }

    @Test
    void an_ack_before_any_final_answer_says_nothing() {
        arrived();
        kit.arrives(ack());
        assertEquals(List.of("INVITE"), kit.heard);
    }

    @Test
    void the_same_invite_by_another_way_is_merged() {
        arrived();
        kit.arrives(Wire.invite().replace("z9hG4bK-77", "z9hG4bK-78"));
        Sent loop = kit.listener.only();
        assertEquals("SIP/2.0 482 Loop Detected", loop.startLine());
        JainSip.mustParse(loop.bytes());
        assertEquals(1, kit.counters.merged.sum());
        assertEquals(List.of("INVITE"), kit.heard);
        answer("486 Busy Here");
        kit.pass(33_000);
        kit.listener.taken();
        kit.arrives(Wire.invite().replace("z9hG4bK-77", "z9hG4bK-79"));
        assertEquals("SIP/2.0 100 Trying", kit.listener.only().startLine());
    }

    @Test
    void another_call_of_the_same_caller_is_not_merged() {
        arrived();
        kit.arrives(Wire.invite().replace("z9hG4bK-77", "z9hG4bK-78").replace("one@", "two@"));
        kit.arrives(Wire.invite().replace("z9hG4bK-77", "z9hG4bK-79").replace("tag=a1", "tag=a2"));
        kit.arrives(Wire.invite().replace("z9hG4bK-77", "z9hG4bK-80").replace("17 INVITE", "18 INVITE"));
        assertEquals(List.of("INVITE", "INVITE", "INVITE", "INVITE"), kit.heard);
    }

    @Test
    void a_refused_message_gets_the_same_answer_each_time() {
        WireMessage invite = new WireMessage();
        byte[] bytes = Wire.bytes(Wire.invite().replace("Content-Length: 0", "Content-Length: 9"));
        Flaw flaw = invite.read(bytes, 0, bytes.length);
        assertEquals(Flaw.BAD_CONTENT_LENGTH, flaw);
        kit.layer.refuse(invite, TransactionKit.PEER, kit.listener, 400, "Bad Content-Length");
        Sent first = kit.listener.only();
        kit.layer.refuse(invite, TransactionKit.PEER, kit.listener, 400, "Bad Content-Length");
        assertEquals(first.text(), kit.listener.only().text());
        JainSip.mustParse(first.bytes());
        assertEquals(0, kit.layer.size());
    }
}
