package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A call from INVITE to BYE, and the ways in which it does not come about. */
class CallSetupTest {
    private final CallKit kit = new CallKit();
    private final Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "");

    private Sip ringing() {
        Sip heard = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(heard.answer("180 Ringing", "b"));
        assertEquals(180, kit.trunk.hears().status());
        return heard;
    }

    private void assertNothingIsLeft() {
        kit.pass(40_000);
        assertEquals(0, kit.board.activeCalls());
        assertEquals(0, kit.board.dialogCount());
        assertEquals(0, kit.board.transactionCount());
    }

    @Test
    void a_call_is_set_up_and_ended_by_the_caller() {
        Sip heard = ringing();
        assertEquals("INVITE sip:+12025550123@198.51.100.5:5060 SIP/2.0", heard.startLine());
        assertEquals("69", heard.header("Max-Forwards"));
        assertEquals("<sip:198.51.100.1:5060>;x=y", heard.header("Contact"));
        assertNotEquals(sent.header("Call-ID"), heard.header("Call-ID"));
        assertNotEquals(sent.tag("From"), heard.tag("From"));

        Sip ok = heard.answer("200 OK", "b", "Contact: <sip:desk@198.51.100.5:5060>\nAllow: UPDATE\n", CallKit.BODY);
        kit.pbx.sends(ok);
        Sip answered = kit.trunk.hears();
        assertEquals("SIP/2.0 200 OK", answered.startLine());
        assertEquals(sent.header("Via"), answered.header("Via"));
        assertEquals(sent.header("From"), answered.header("From"));
        assertEquals(sent.header("Call-ID"), answered.header("Call-ID"));
        assertEquals("<sip:192.0.2.1:5060>", answered.header("Contact"));
        assertNotEquals("b", answered.tag("To"));
        assertEquals(ok.crossing(), answered.crossing());

        Party.Side caller = kit.trunk.calling(answered);
        kit.trunk.sends(caller.request("ACK", 20, "", "v=0\n"));
        Sip ack = kit.pbx.hears();
        assertEquals("ACK sip:desk@198.51.100.5:5060 SIP/2.0", ack.startLine());
        assertEquals("v=0\n", ack.body());
        assertEquals("b", ack.tag("To"));
        assertEquals(heard.tag("From"), ack.tag("From"));
        assertEquals(heard.header("Call-ID"), ack.header("Call-ID"));
        assertEquals(1, kit.board.activeCalls());

        kit.pass(5_000);
        caller.sends("BYE", 21);
        Sip bye = kit.pbx.hears();
        assertEquals("BYE sip:desk@198.51.100.5:5060 SIP/2.0", bye.startLine());
        kit.pbx.sends(bye.answer("200 OK", ""));
        assertEquals(200, kit.trunk.hears().status());
        CallEvent event = kit.event();
        assertEquals(Outcome.ANSWERED, event.outcome());
        assertEquals(5_000L, event.talkMilliseconds());
        assertEquals(
                List.of("in", "carrier", "office", CallKit.ADA, "+12025550123", "named", "customers"),
                List.of(
                        event.direction(),
                        event.trunk(),
                        event.pbx(),
                        event.caller(),
                        event.called(),
                        event.naming(),
                        event.source()));
        assertNothingIsLeft();
    }

    @Test
    void the_called_side_can_hang_up() {
        CallKit.Call call = kit.up(kit.trunk, sent);
        call.called().sends("BYE", 7);
        Sip bye = kit.trunk.hears();
        assertEquals("BYE sip:caller@192.0.2.7:5060 SIP/2.0", bye.startLine());
        assertEquals(sent.header("Call-ID"), bye.header("Call-ID"));
        assertEquals(7, bye.cseq());
        kit.trunk.sends(bye.answer("200 OK", ""));
        assertEquals(200, kit.pbx.hears().status());
        assertNothingIsLeft();
    }

    @Test
    void a_refusal_is_acknowledged_on_both_legs_and_ends_the_call() {
        Sip heard = ringing();
        kit.pbx.sends(heard.answer("486 Busy Here", "b", "Warning: 399 pbx \"busy\"\n", ""));
        assertEquals("ACK", kit.pbx.hears().method());
        Sip busy = kit.trunk.hears();
        assertEquals("SIP/2.0 486 Busy Here", busy.startLine());
        assertEquals("399 pbx \"busy\"", busy.header("Warning"));
        kit.trunk.sends(ackOf(busy));
        assertEquals(Outcome.BUSY, kit.event().outcome());
        assertEquals(486, kit.event().status());
        assertNothingIsLeft();
    }

    private Sip ackOf(Sip refusal) {
        return sent.with("INVITE", "ACK").with("(?m)^To: .*$", "To: " + refusal.header("To"));
    }

    @Test
    void a_full_pbx_does_not_take_the_trunk_away() {
        Sip heard = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(heard.answer("503 Service Unavailable", "b"));
        kit.pbx.hears();
        assertEquals("SIP/2.0 500 Server Internal Error", kit.trunk.hears().startLine());
        assertEquals(Outcome.UNREACHABLE, kit.event().outcome());
    }

    @Test
    void a_redirection_names_others_than_us() {
        Sip heard = kit.relayed(kit.trunk, sent);
        String contacts = "Contact: <sip:other@203.0.113.4>;q=0.7, <sip:third@203.0.113.5>\n";
        kit.pbx.sends(heard.answer("302 Moved Temporarily", "b", contacts, ""));
        kit.pbx.hears();
        assertTrue(kit.trunk.hears().text().contains("\n" + contacts));
    }

    @Test
    void nobody_there_is_a_timeout() {
        kit.relayed(kit.trunk, sent);
        kit.pass(31_900);
        assertEquals(6, kit.pbx.hearsAll().size());
        kit.pass(200);
        assertEquals("SIP/2.0 408 Request Timeout", kit.trunk.hears().startLine());
        assertEquals(Outcome.NO_ANSWER, kit.event().outcome());
        kit.pass(40_000);
        kit.trunk.hearsAll();
        assertNothingIsLeft();
    }

    @Test
    void a_phone_that_rings_without_end_is_told_to_stop() {
        Sip heard = ringing();
        kit.pass(179_900);
        kit.pbx.hearsNothing();
        kit.pass(200);
        assertEquals("CANCEL", kit.pbx.hears().method());
        assertEquals(408, kit.trunk.hears().status());
        assertEquals(Outcome.NO_ANSWER, kit.event().outcome());
        kit.pbx.sends(heard.answer("200 OK", "b", "Contact: <sip:desk@198.51.100.5:5060>\n", CallKit.BODY));
        List<Sip> ended = kit.pbx.hearsAll();
        assertEquals(
                List.of("ACK sip:desk@198.51.100.5:5060 SIP/2.0", "BYE sip:desk@198.51.100.5:5060 SIP/2.0"),
                ended.stream().map(Sip::startLine).toList());
        assertEquals(heard.header("Call-ID"), ended.get(1).header("Call-ID"));
        assertEquals("b", ended.get(1).tag("To"));
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void a_cancel_waits_for_the_first_sign_of_life() {
        Sip heard = kit.relayed(kit.trunk, sent);
        Sip cancel = sent.with("INVITE", "CANCEL")
                .with("Contact: .*\n", "Reason: SIP;cause=200;text=\"elsewhere\"\n")
                .with("(?s)Content-Type.*", "Content-Length: 0\n\n");
        kit.trunk.sends(cancel);
        assertEquals(200, kit.trunk.hears().status());
        kit.pbx.hearsNothing();
        kit.pbx.sends(heard.answer("100 Trying", ""));
        Sip relayed = kit.pbx.hears();
        assertEquals("CANCEL", relayed.method());
        assertEquals("SIP;cause=200;text=\"elsewhere\"", relayed.header("Reason"));
        assertEquals(heard.header("Via"), relayed.header("Via"));
        kit.pbx.sends(relayed.answer("200 OK", "b"));
        kit.pbx.sends(heard.answer("487 Request Terminated", "b"));
        assertEquals("ACK", kit.pbx.hears().method());
        Sip terminated = kit.trunk.hears();
        assertEquals(487, terminated.status());
        kit.trunk.sends(ackOf(terminated));
        assertEquals(Outcome.CANCELLED, kit.event().outcome());
        assertNothingIsLeft();
    }

    @Test
    void a_cancel_while_it_rings_goes_on_at_once() {
        ringing();
        kit.trunk.sends(sent.with("INVITE", "CANCEL"));
        assertEquals(200, kit.trunk.hears().status());
        assertEquals("CANCEL", kit.pbx.hears().method());
    }

    @Test
    void an_answer_that_crosses_the_cancel_is_a_call_that_the_caller_must_end() {
        Sip heard = ringing();
        kit.trunk.sends(sent.with("INVITE", "CANCEL"));
        kit.trunk.hears();
        kit.pbx.hears();
        kit.pbx.sends(heard.answer("200 OK", "b", "Contact: <sip:desk@198.51.100.5:5060>\n", CallKit.BODY));
        Sip answered = kit.trunk.hears();
        assertEquals(200, answered.status());
        kit.trunk.calling(answered).sends("ACK", 20);
        kit.trunk.calling(answered).sends("BYE", 21);
        assertEquals(
                List.of("ACK", "BYE"),
                kit.pbx.hearsAll().stream().map(Sip::method).toList());
    }

    @Test
    void a_200_that_comes_again_is_relayed_until_there_is_an_ack_and_answered_after() {
        Sip heard = ringing();
        Sip ok = heard.answer("200 OK", "b", "Contact: <sip:desk@198.51.100.5:5060>\n", CallKit.BODY);
        kit.pbx.sends(ok);
        Sip answered = kit.trunk.hears();
        kit.pbx.sends(ok);
        assertEquals(answered.text(), kit.trunk.hears().text());
        kit.pbx.hearsNothing();

        kit.trunk.sends(kit.trunk.calling(answered).request("ACK", 20, "", "v=0\n"));
        Sip ack = kit.pbx.hears();
        kit.pbx.sends(ok);
        assertEquals(ack.text(), kit.pbx.hears().text());
        kit.trunk.hearsNothing();
    }

    @Test
    void a_call_that_is_never_confirmed_is_ended_on_both_sides() {
        Sip heard = ringing();
        kit.pbx.sends(heard.answer("200 OK", "b", "Contact: <sip:desk@198.51.100.5:5060>\n", CallKit.BODY));
        Sip answered = kit.trunk.hears();
        kit.pass(32_100);
        Sip toPbx = kit.pbx.hearsAll().get(0);
        Sip toTrunk = kit.trunk.hearsAll().get(0);
        assertEquals("BYE sip:desk@198.51.100.5:5060 SIP/2.0", toPbx.startLine());
        assertEquals(
                List.of(heard.header("Call-ID"), "b", heard.tag("From"), "21"),
                List.of(toPbx.header("Call-ID"), toPbx.tag("To"), toPbx.tag("From"), "" + toPbx.cseq()));
        assertEquals("BYE sip:caller@192.0.2.7:5060 SIP/2.0", toTrunk.startLine());
        assertEquals(answered.header("To"), toTrunk.header("From"));
        assertEquals(answered.header("From"), toTrunk.header("To"));
        assertEquals(Outcome.NO_ACK, kit.event().outcome());
    }

    @Test
    void an_answer_of_an_old_phone_without_a_tag_is_an_answer() {
        Sip heard = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(heard.answer("200 OK", "", "Contact: <sip:desk@198.51.100.5:5060>\n", ""));
        Sip answered = kit.trunk.hears();
        kit.trunk.calling(answered).sends("ACK", 20);
        assertEquals("<sip:+12025550123@proxy.example>", kit.pbx.hears().header("To"));
        Party.Side desk = kit.pbx.called(heard, heard.answer("200 OK", ""));
        desk.sends("BYE", 1);
        assertEquals("BYE", kit.trunk.hears().method());
    }

    @Test
    void without_a_pbx_nobody_is_found() {
        CallKit.Options options = new CallKit.Options();
        options.hasPbx = false;
        CallKit lonely = new CallKit(options);
        lonely.trunk.sends(sent);
        assertEquals(
                List.of(100, 404),
                lonely.trunk.hearsAll().stream().map(Sip::status).toList());
    }
}
