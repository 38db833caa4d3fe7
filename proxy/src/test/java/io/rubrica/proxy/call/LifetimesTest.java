package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls whose end nobody told (RFC 4028; RFC 5057, 5.1), and how long a finished one is remembered. */
class LifetimesTest {
    private static final long QUARTER = 15 * 60_000;

    private final CallKit kit = new CallKit();

    private CallKit.Call withSessionTimer() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "Session-Expires: 1800\nSupported: timer\n");
        Sip heard = kit.relayed(kit.trunk, invite);
        assertEquals("1800", heard.header("Session-Expires"));
        Sip ok = heard.answer(
                "200 OK",
                "callee",
                "x: 1800;refresher=uac\nRequire: timer\nContact: <sip:callee@198.51.100.5:5060>\n",
                "");
        kit.pbx.sends(ok);
        Sip answered = kit.trunk.hears();
        assertEquals("1800;refresher=uac", answered.header("x"));
        Party.Side calling = kit.trunk.calling(answered);
        calling.sends("ACK", 20);
        kit.pbx.hears();
        return new CallKit.Call(invite, heard, ok, answered, calling, kit.pbx.called(heard, ok));
    }

    private void assertBothHearBye(Outcome outcome) {
        for (Party party : List.of(kit.trunk, kit.pbx)) {
            Sip bye = party.hearsAll().get(0);
            assertEquals("BYE", bye.method());
            party.sends(bye.answer("200 OK", ""));
        }
        assertEquals(outcome, kit.event().outcome());
        assertEquals(1, kit.counters.swept(outcome).sum());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void a_session_that_nobody_refreshes_is_ended_on_both_sides() {
        withSessionTimer();
        kit.pass(1_800_000 + 31_000);
        assertEquals(1, kit.board.activeCalls());
        kit.trunk.hearsNothing();
        kit.pass(2_000);
        assertBothHearBye(Outcome.SESSION_EXPIRED);
    }

    @Test
    void an_update_refreshes_a_session() {
        CallKit.Call call = withSessionTimer();
        kit.pass(1_700_000);
        call.calling().sends("UPDATE", 21);
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", "", "Session-Expires: 1800;refresher=uac\n", ""));
        kit.trunk.hears();
        kit.pass(1_700_000);
        assertEquals(1, kit.board.activeCalls());
        kit.pass(140_000);
        assertBothHearBye(Outcome.SESSION_EXPIRED);
    }

    @Test
    void a_reinvite_refreshes_a_session_also_when_the_process_changes_in_between() {
        CallKit.Call call = withSessionTimer();
        kit.pass(1_700_000);
        kit.restart();
        call.called().sends("INVITE", 5);
        kit.pbx.hears();
        kit.trunk.sends(kit.trunk.hears().answer("200 OK", "", "Session-Expires: 600;refresher=uac\n", ""));
        kit.pbx.hears();
        call.called().sends("ACK", 5);
        kit.trunk.hears();
        kit.restart();
        kit.pass(600_000);
        assertEquals(1, kit.board.activeCalls());
        kit.pass(33_000);
        assertBothHearBye(Outcome.SESSION_EXPIRED);
    }

    @Test
    void both_sides_are_asked_whether_they_are_there() {
        CallKit.Call call = kit.up();
        for (int round = 1; round < 5; round++) {
            kit.pass(QUARTER + 200);
            for (Party party : List.of(kit.trunk, kit.pbx)) {
                Sip question = party.hears();
                assertEquals("OPTIONS", question.method());
                party.sends(question.answer("200 OK", ""));
            }
        }
        assertEquals(1, kit.board.activeCalls());
        assertEquals(0, kit.board.dialogsInProgress());
        call.calling().sends("BYE", 21);
        assertEquals("25 BYE", kit.pbx.hears().header("CSeq"));
    }

    @Test
    void numbers_go_on_from_our_questions_and_an_ack_keeps_its_own() {
        CallKit.Call call = kit.up();
        kit.trunk.sends(call.calling().request("INVITE", 21, "", "hold"));
        kit.trunk.hears();
        Sip heard = kit.pbx.hears();
        kit.pbx.sends(heard.answer("200 OK", ""));
        kit.trunk.hears();
        call.calling().sends("ACK", 21);
        assertEquals("21 ACK", kit.pbx.hears().header("CSeq"));
        kit.pass(QUARTER + 200);
        Sip atTrunk = kit.trunk.hears();
        Sip atPbx = kit.pbx.hears();
        assertEquals("1 OPTIONS", atTrunk.header("CSeq"));
        assertEquals("22 OPTIONS", atPbx.header("CSeq"));
        kit.trunk.sends(atTrunk.answer("405 Method Not Allowed", ""));
        kit.pbx.sends(atPbx.answer("200 OK", ""));
        call.calling().sends("INFO", 22);
        assertEquals("23 INFO", kit.pbx.hears().header("CSeq"));
        call.called().sends("INFO", 1);
        assertEquals("2 INFO", kit.trunk.hears().header("CSeq"));
        kit.trunk.hearsNothing();
    }

    /** RFC 3515, 2.4.6. */
    @Test
    void a_transfer_is_named_by_the_number_that_its_side_gave_it_whatever_we_have_asked() {
        CallKit.Call call = kit.up();
        askedOnce();
        call.called().sends("REFER", 5);
        Sip refer = kit.trunk.hears();
        assertEquals("6 REFER", refer.header("CSeq"));
        kit.trunk.sends(refer.answer("202 Accepted", ""));
        kit.pbx.hears();
        askedOnce();
        kit.restart();
        kit.trunk.sends(call.calling()
                .request("NOTIFY", 21, "Event: refer;x=1;id=6\nSubscription-State: active;expires=60\n", ""));
        assertEquals("refer;x=1;id=5", kit.pbx.hears().header("Event"));
        call.called().party().sends(call.called().request("SUBSCRIBE", 6, "o: refer;id=5\nExpires: 0\n", ""));
        assertEquals("refer;id=6", kit.trunk.hears().header("o"));
        for (String event : List.of("refer", "dialog;id=6", "refer;id=x", "conference")) {
            kit.trunk.sends(call.calling().request("NOTIFY", 30 + event.length(), "Event: " + event + "\n", ""));
            assertEquals(event, kit.pbx.hears().header("Event"));
        }
    }

    private void askedOnce() {
        kit.pass(QUARTER + 200);
        for (Party party : List.of(kit.trunk, kit.pbx))
            party.sends(party.hears().answer("200 OK", ""));
    }

    @Test
    void a_side_that_does_not_know_the_call_has_ended_it() {
        kit.up();
        kit.pass(QUARTER + 200);
        kit.trunk.sends(kit.trunk.hears().answer("481 Call Does Not Exist", ""));
        assertEquals("BYE", kit.trunk.hears().method());
        List<Sip> atPbx = kit.pbx.hearsAll();
        assertEquals(List.of("OPTIONS", "BYE"), atPbx.stream().map(Sip::method).toList());
        assertTrue(atPbx.get(0).cseq() < atPbx.get(1).cseq());
        assertEquals(Outcome.DEAD, kit.event().outcome());
    }

    @Test
    void a_side_that_does_not_answer_has_ended_the_call() {
        kit.up();
        kit.pass(QUARTER + 200);
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        kit.trunk.hearsAll();
        kit.pass(32_100);
        List<Sip> atTrunk = kit.trunk.hearsAll();
        assertEquals("BYE", atTrunk.get(atTrunk.size() - 1).method());
        assertEquals("BYE", kit.pbx.hears().method());
        assertEquals(Outcome.DEAD, kit.event().outcome());
    }

    @Test
    void a_call_that_was_asked_about_is_asked_about_again_after_a_restart() {
        kit.up();
        kit.pass(QUARTER + 200);
        kit.trunk.hears();
        kit.pbx.hears();
        kit.restart();
        kit.pass(60_000);
        assertEquals("2 OPTIONS", kit.trunk.hearsAll().get(0).header("CSeq"));
        assertEquals("22 OPTIONS", kit.pbx.hearsAll().get(0).header("CSeq"));
    }

    @Test
    void a_transfer_outlives_its_call_until_its_outcome_is_told() {
        CallKit.Call call = kit.up();
        call.called().sends("REFER", 5);
        kit.trunk.sends(kit.trunk.hears().answer("202 Accepted", ""));
        kit.pbx.hears();
        call.called().sends("BYE", 6);
        kit.trunk.sends(kit.trunk.hears().answer("200 OK", ""));
        kit.pbx.hears();
        kit.pass(60_000);
        for (String state : List.of("active;expires=60", "terminated;reason=noresource")) {
            long cseq = state.startsWith("active") ? 30 : 31;
            kit.trunk.sends(call.calling().request("NOTIFY", cseq, "Subscription-State: " + state + "\n", ""));
            Sip notify = kit.pbx.hears();
            assertEquals(state, notify.header("Subscription-State"));
            kit.pbx.sends(notify.answer("200 OK", ""));
            assertEquals(200, kit.trunk.hears().status());
        }
        assertEquals(1, kit.board.dialogCount());
        kit.pass(33_000);
        assertEquals(0, kit.board.dialogCount());
    }

    @Test
    void a_finished_call_is_forgotten_after_half_a_minute_and_after_a_restart_too() {
        CallKit.Call call = kit.up();
        call.calling().sends("BYE", 21);
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        kit.trunk.hears();
        kit.restart();
        assertEquals(1, kit.board.dialogCount());
        assertEquals(0, kit.board.activeCalls());
        kit.pass(33_000);
        assertEquals(0, kit.board.dialogCount());
        assertEquals(1, kit.events.size());
    }
}
