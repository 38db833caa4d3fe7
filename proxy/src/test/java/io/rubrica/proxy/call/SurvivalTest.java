package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of calls when the process is killed and started again. */
class SurvivalTest {
    private final CallKit kit = new CallKit();

    private static Sip okFor(Sip request, Party by) {
        return request.answer("200 OK", "", "Contact: <sip:held@" + by.host() + ">\n", "held");
    }

    @Test
    void a_call_that_is_up_goes_on_and_ends_from_either_side() {
        for (boolean callerEnds : new boolean[] {true, false}) {
            CallKit kit = new CallKit();
            CallKit.Call call = kit.up();
            kit.restart();
            assertEquals(1, kit.board.activeCalls());
            Party.Side ends = callerEnds ? call.calling() : call.called();
            Party other = callerEnds ? kit.pbx : kit.trunk;
            ends.sends("BYE", 900);
            Sip bye = other.hears();
            assertEquals("BYE", bye.method());
            other.sends(bye.answer("200 OK", ""));
            assertEquals(200, ends.party().hears().status());
            assertEquals(Outcome.ANSWERED, kit.event().outcome());
            assertEquals(CallKit.ADA, kit.event().caller());
            assertEquals(0, kit.board.activeCalls());
        }
    }

    @Test
    void a_call_that_is_up_is_said_as_before_on_each_leg() {
        CallKit.Call call = kit.up();
        call.calling().sends("INFO", 21);
        Sip before = kit.pbx.hears();
        call.called().sends("INFO", 5);
        Sip beforeBack = kit.trunk.hears();
        kit.restart();
        call.calling().sends("INFO", 22);
        Sip after = kit.pbx.hears();
        call.called().sends("INFO", 6);
        Sip afterBack = kit.trunk.hears();
        for (String header : List.of("From", "To", "Call-ID")) {
            assertEquals(before.header(header), after.header(header));
            assertEquals(beforeBack.header(header), afterBack.header(header));
        }
        assertEquals(before.uri(), after.uri());
        assertEquals(beforeBack.uri(), afterBack.uri());
    }

    @Test
    void a_reinvite_and_an_update_work_from_either_side() {
        CallKit.Call call = kit.up();
        kit.restart();
        for (Party.Side side : List.of(call.calling(), call.called())) {
            Party other = side.party() == kit.trunk ? kit.pbx : kit.trunk;
            side.sends("INVITE", 1000);
            assertEquals(100, side.party().hears().status());
            other.sends(okFor(other.hears(), other));
            assertEquals("held", side.party().hears().body());
            side.sends("ACK", 1000);
            assertEquals("1000 ACK", other.hears().header("CSeq"));
            side.sends("UPDATE", 1001);
            other.sends(okFor(other.hears(), other));
            assertEquals("1001 UPDATE", side.party().hears().header("CSeq"));
        }
    }

    @Test
    void an_answer_that_was_not_confirmed_yet_is_relayed_again_and_its_ack_too() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip heard = kit.relayed(kit.trunk, invite);
        Sip ok = heard.answer("200 OK", "callee", "Contact: <sip:callee@198.51.100.5:5060>\n", CallKit.BODY);
        kit.pbx.sends(ok);
        Sip answered = kit.trunk.hears();
        kit.restart();
        kit.pbx.sends(ok);
        assertEquals(answered.text(), kit.trunk.hears().text());
        kit.trunk.calling(answered).sends("ACK", 20);
        Sip ack = kit.pbx.hears();
        assertEquals("20 ACK", ack.header("CSeq"));
        kit.pbx.sends(ok);
        assertEquals(ack.text(), kit.pbx.hears().text());
        kit.trunk.hearsNothing();
        kit.pass(40_000);
        kit.pbx.hearsNothing();
        assertEquals(1, kit.board.activeCalls());
    }

    @Test
    void an_answer_that_is_never_confirmed_ends_after_the_restart() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
        kit.pbx.sends(heard.answer("200 OK", "callee", "Contact: <sip:callee@198.51.100.5:5060>\n", ""));
        kit.trunk.hears();
        kit.pass(20_000);
        kit.restart();
        kit.pass(12_200);
        assertEquals("BYE", kit.trunk.hearsAll().get(0).method());
        assertEquals("BYE", kit.pbx.hearsAll().get(0).method());
        assertEquals(Outcome.NO_ACK, kit.event().outcome());
    }

    @Test
    void the_ack_is_said_again_after_the_restart() {
        CallKit kit = new CallKit();
        CallKit.Call call = kit.up();
        kit.restart();
        kit.pbx.sends(call.ok());
        assertEquals("20 ACK", kit.pbx.hears().header("CSeq"));
        kit.trunk.hearsNothing();
    }

    @Test
    void a_reinvite_that_was_on_its_way_is_answered_after_the_restart() {
        CallKit.Call call = kit.up();
        kit.trunk.sends(call.calling().request("INVITE", 21, "", "hold"));
        kit.trunk.hears();
        Sip heard = kit.pbx.hears();
        kit.restart();
        kit.pbx.sends(okFor(heard, kit.pbx));
        Sip answered = kit.trunk.hears();
        assertEquals("21 INVITE", answered.header("CSeq"));
        call.calling().sends("ACK", 21);
        assertEquals("ACK sip:held@198.51.100.5:5060 SIP/2.0", kit.pbx.hears().startLine());
    }

    @Test
    void a_call_that_rang_is_lost_and_its_answer_is_confirmed_and_ended() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip heard = kit.relayed(kit.trunk, invite);
        kit.pbx.sends(heard.answer("180 Ringing", "callee", "Contact: <sip:callee@198.51.100.5:5060>\n", ""));
        kit.trunk.hears();
        kit.restart();
        assertEquals(0, kit.board.activeCalls());
        Sip ok = heard.answer(
                "200 OK",
                "callee",
                "Record-Route: <sip:198.51.100.5;lr>\nContact: <sip:callee@198.51.100.5:5060>\n",
                CallKit.BODY);
        kit.pbx.sends(ok);
        List<Sip> end = kit.pbx.hearsAll();
        assertEquals(List.of("ACK", "BYE"), end.stream().map(Sip::method).toList());
        for (Sip each : end) {
            assertEquals("sip:callee@198.51.100.5:5060", each.uri());
            assertEquals("<sip:198.51.100.5;lr>", each.header("Route"));
            assertEquals(ok.header("From"), each.header("From"));
            assertEquals(ok.header("To"), each.header("To"));
            assertEquals(ok.header("Call-ID"), each.header("Call-ID"));
        }
        assertEquals(heard.cseq(), end.get(0).cseq());
        assertEquals(heard.cseq() + 1, end.get(1).cseq());
        kit.pbx.sends(ok);
        assertEquals("ACK", kit.pbx.hears().method());
        kit.trunk.hearsNothing();
        kit.trunk.sends(invite.with("INVITE", "CANCEL"));
        assertEquals(481, kit.trunk.hears().status());
    }

    @Test
    void an_answer_that_only_looks_like_ours_is_counted_and_no_more() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
        kit.restart();
        Sip ok = heard.answer("200 OK", "callee", "Contact: <sip:callee@198.51.100.5:5060>\n", "");
        String callId = heard.header("Call-ID");
        String other = (callId.startsWith("0") ? "1" : "0") + callId.substring(1);
        kit.pbx.sends(ok.with("Call-ID: .*", "Call-ID: " + other));
        kit.pbx.sends(ok.with("(From: .*;tag=).*", "$1x"));
        kit.pbx.sends(ok.with("Call-ID: .*", "Call-ID: short"));
        kit.pbx.hearsNothing();
        assertEquals(3, kit.sipCounters.strayResponses.sum());
    }

    @Test
    void a_name_that_was_written_before_does_not_go_out_afterwards() {
        CallKit.Call call = kit.up();
        assertEquals("\"Ada Lovelace\"", call.heard().header("From").replaceAll(" <.*", ""));
        kit.restart();
        Sip forwarded = kit.relayed(
                kit.pbx,
                kit.pbxInvite(
                        "\"Ada Lovelace\" <sip:" + CallKit.ADA + "@pbx.example>", "sip:+12025550177@192.0.2.7", ""));
        assertEquals(
                "<sip:" + CallKit.ADA + "@pbx.example>",
                forwarded.header("From").replaceAll(";tag=.*", ""));
        call.called().sends("BYE", 1);
        Sip bye = kit.trunk.hears();
        assertEquals(
                call.sent().header("From").replaceAll(";tag=.*", ""),
                bye.header("To").replaceAll(";tag=.*", ""));
    }

    @Test
    void nothing_of_a_confirmed_call_stays_on_the_heap() {
        kit.up();
        assertEquals(1, kit.board.dialogCount());
        assertEquals(0, kit.board.dialogsInProgress());
        kit.pass(40_000);
        assertEquals(0, kit.board.transactionCount());
    }

    @Test
    void new_calls_have_names_that_no_older_call_has() {
        CallKit.Call before = kit.up();
        kit.restart();
        CallKit.Call after = kit.up();
        assertNotEquals(before.answered().tag("To"), after.answered().tag("To"));
        assertEquals(2, kit.board.activeCalls());
    }
}
