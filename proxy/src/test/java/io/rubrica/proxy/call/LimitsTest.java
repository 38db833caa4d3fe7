package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rubrica.proxy.trunk.Refusal;
import io.rubrica.proxy.trunk.TrunkGate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final CallKit.Options options = new CallKit.Options();
    private CallKit kit = limited(1, 0);

    private CallKit limited(int calls, int perSecond) {
        options.trunkSettings = "limits: {max-calls: " + calls + ", max-calls-per-second: " + perSecond + "}";
        return new CallKit(options);
    }

    private TrunkGate gate() {
        return kit.board.gates().of("carrier");
    }

    private Sip incoming() {
        return kit.trunkInvite(CallKit.from(CallKit.ADA), "");
    }

    private Sip outgoing() {
        return kit.pbxInvite("<sip:201@office.example>", "sip:+12025550199@198.51.100.1", "");
    }

    private Sip emergency() {
        return kit.pbxInvite("<sip:201@office.example>", "sip:112@198.51.100.1", "");
    }

    /** What the caller hears last of a call that goes nowhere. */
    private Sip refusal(Party caller, Sip invite) {
        caller.sends(invite);
        List<Sip> heard = caller.hearsAll();
        assertEquals(2, heard.size());
        kit.pbx.hearsNothing();
        kit.trunk.hearsNothing();
        return heard.get(1);
    }

    @Test
    void a_call_in_that_is_one_too_many_is_480() {
        kit.relayed(kit.trunk, incoming());
        Sip refused = refusal(kit.trunk, incoming());
        assertEquals("SIP/2.0 480 Temporarily Unavailable", refused.startLine());
        assertFalse(refused.has("Retry-After"));
        assertEquals(Outcome.TOO_MANY_CALLS, kit.event().outcome());
        assertEquals("carrier", kit.event().trunk());
        assertEquals(1, gate().refused(Refusal.TOO_MANY_CALLS).sum());
        assertEquals(1, gate().calls());
    }

    @Test
    void calls_in_that_come_too_fast_are_480_for_a_moment() {
        kit = limited(0, 1);
        kit.relayed(kit.trunk, incoming());
        Sip refused = refusal(kit.trunk, incoming());
        assertEquals(480, refused.status());
        assertEquals("1", refused.header("Retry-After"));
        assertEquals(Outcome.TOO_FAST, kit.event().outcome());
        kit.pass(1_000);
        kit.trunk.hearsAll();
        kit.pbx.hearsAll();
        kit.relayed(kit.trunk, incoming());
    }

    @Test
    void a_call_out_that_is_one_too_many_is_503() {
        kit.relayed(kit.trunk, incoming());
        Sip refused = refusal(kit.pbx, outgoing());
        assertEquals("SIP/2.0 503 Service Unavailable", refused.startLine());
        assertFalse(refused.has("Retry-After"));
        assertEquals("out", kit.event().direction());
        assertEquals("carrier", kit.event().trunk());
        assertEquals("office", kit.event().pbx());
        assertEquals(503, kit.event().status());
    }

    @Test
    void a_call_out_that_is_one_too_many_takes_the_next_trunk_that_may_have_it() {
        options.hasSecondTrunk = true;
        kit = limited(1, 0);
        kit.relayed(kit.trunk, incoming());
        kit.pbx.sends(outgoing());
        assertEquals(100, kit.pbx.hears().status());
        assertEquals("INVITE", kit.trunk2.hears().method());
        kit.trunk.hearsNothing();
        assertEquals(1, gate().calls());
        assertEquals(1, kit.board.gates().of("carrier2").calls());
    }

    @Test
    void a_trunk_that_is_left_for_another_has_the_call_no_more() {
        options.hasSecondTrunk = true;
        kit = limited(1, 0);
        Sip first = kit.relayed(kit.pbx, outgoing());
        assertEquals(1, gate().calls());
        kit.trunk.sends(first.answer("503 Service Unavailable", "b"));
        assertEquals(0, gate().calls());
        assertEquals(1, kit.board.gates().of("carrier2").calls());
        kit.trunk2.sends(kit.trunk2.hears().answer("486 Busy Here", "c"));
        assertEquals(0, kit.board.gates().of("carrier2").calls());
    }

    @Test
    void an_emergency_call_goes_out_over_a_full_trunk_and_is_counted() {
        kit.relayed(kit.trunk, incoming());
        assertEquals("INVITE", kit.relayed(kit.pbx, emergency()).method());
        assertEquals(2, gate().calls());
        assertEquals(480, refusal(kit.trunk, incoming()).status());
    }

    @Test
    void every_kind_of_end_makes_room() {
        Sip busy = kit.relayed(kit.trunk, incoming());
        kit.pbx.sends(busy.answer("486 Busy Here", "b"));
        assertEquals(0, gate().calls());

        kit.trunk.hearsAll();
        kit.pbx.hearsAll();
        Sip cancelled = incoming();
        Sip ringing = kit.relayed(kit.trunk, cancelled);
        kit.pbx.sends(ringing.answer("180 Ringing", "b", "Contact: <sip:desk@198.51.100.5:5060>\n", ""));
        kit.trunk.sends(cancelled.with("INVITE", "CANCEL").with("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        kit.pbx.sends(ringing.answer("487 Request Terminated", "b"));
        assertEquals(0, gate().calls());

        kit.trunk.hearsAll();
        kit.pbx.hearsAll();
        CallKit.Call call = kit.up();
        assertEquals(1, gate().calls());
        call.calling().sends("BYE", 21);
        assertEquals(0, gate().calls());

        kit.trunk.hearsAll();
        kit.pbx.hearsAll();
        kit.pbxListener().broken = true;
        kit.trunk.sends(incoming());
        assertEquals(0, gate().calls());
        kit.pbxListener().broken = false;

        kit.trunk.hearsAll();
        kit.up();
        kit.leap(43_300_000);
        assertEquals(0, gate().calls());
    }

    @Test
    void two_phones_that_answer_one_call_are_two_calls() {
        Sip heard = kit.relayed(kit.trunk, incoming());
        for (String phone : List.of("one", "two"))
            kit.pbx.sends(heard.answer("200 OK", phone, "Contact: <sip:" + phone + "@198.51.100.5:5060>\n", ""));
        List<Sip> answers = kit.trunk.hearsAll();
        assertEquals(2, gate().calls());
        for (Sip answer : answers) {
            Party.Side side = kit.trunk.calling(answer);
            side.sends("ACK", 20);
            side.sends("BYE", 21);
        }
        assertEquals(0, gate().calls());
    }

    @Test
    void calls_that_survived_a_kill_are_counted_again() {
        kit.up();
        kit.restart();
        assertEquals(1, gate().calls());
        assertEquals(480, refusal(kit.trunk, incoming()).status());
    }

    @Test
    void a_reload_keeps_the_count_of_the_trunks_name() {
        CallKit.Call call = kit.up();
        options.trunkSettings = "limits: {max-calls: 2}";
        kit.reload();
        assertEquals(1, gate().calls());
        kit.relayed(kit.trunk, incoming());
        assertEquals(480, refusal(kit.trunk, incoming()).status());
        call.calling().sends("BYE", 21);
        assertEquals(1, gate().calls());
    }
}
