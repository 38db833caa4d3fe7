package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SetAsideTest {
    private final CallKit.Options options = new CallKit.Options();
    private CallKit kit = twoPbxs("0s");

    private CallKit twoPbxs(String checkInterval) {
        options.hasSecondPbx = true;
        options.checkInterval = checkInterval;
        return new CallKit(options);
    }

    /** A call comes in; what the parties hear of it is looked at by the test. */
    private void call() {
        kit.trunk.hearsAll();
        kit.pbx.hearsAll();
        kit.pbx2.hearsAll();
        kit.trunk.sends(kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
    }

    /** The first PBX says nothing to a call, which the second one then takes. */
    private void firstIsSilent() {
        call();
        kit.pass(4_100);
        assertEquals("INVITE", last(kit.pbx2).method());
        kit.pbx.hearsAll();
    }

    private static Sip last(Party party) {
        List<Sip> all = party.hearsAll();
        return all.get(all.size() - 1);
    }

    private void refusedByTheFirst(String further) {
        call();
        Sip first = kit.pbx.hears();
        kit.pbx.sends(first.answer("503 Service Unavailable", "b", further, ""));
        kit.pbx2.sends(kit.pbx2.hears().answer("486 Busy Here", "c"));
    }

    private Map<String, Boolean> up() {
        return kit.board.targetsUp().entrySet().stream()
                .filter(each -> !each.getKey().peer().isTrunk())
                .collect(Collectors.toMap(each -> each.getKey().peer().name(), Map.Entry::getValue));
    }

    @Test
    void a_dead_pbx_costs_only_its_first_call_the_wait() {
        firstIsSilent();
        assertEquals(Map.of("office", false, "spare", true), up());
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        kit.pbx.hearsNothing();
    }

    @Test
    void a_pbx_that_cannot_be_reached_is_set_aside() {
        kit.pbxListener().broken = true;
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        kit.pbxListener().broken = false;
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        kit.pbx.hearsNothing();
    }

    @Test
    void a_pbx_that_is_set_aside_is_tried_when_nobody_else_is_left() {
        firstIsSilent();
        call();
        kit.pbx2.sends(kit.pbx2.hears().answer("503 Service Unavailable", "c"));
        Sip tried = kit.pbx.hears();
        assertEquals("INVITE", tried.method());
        kit.pbx.sends(tried.answer("486 Busy Here", "b"));
        assertEquals(Map.of("office", true, "spare", true), up());
    }

    @Test
    void pbxs_that_are_all_set_aside_are_tried_in_their_order() {
        kit.pbxListener().broken = true;
        kit.secondListener().broken = true;
        call();
        assertEquals(503, last(kit.trunk).status());
        assertEquals(Map.of("office", false, "spare", false), up());
        kit.pbxListener().broken = false;
        kit.secondListener().broken = false;
        call();
        assertEquals("INVITE", kit.pbx.hears().method());
    }

    @Test
    void a_503_that_asks_for_a_pause_gets_it() {
        refusedByTheFirst("Retry-After: 30 (busy)\n");
        kit.pass(29_000);
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        kit.pass(1_100);
        call();
        assertEquals("INVITE", kit.pbx.hears().method());
    }

    @Test
    void a_503_that_asks_for_none_is_about_its_call_alone() {
        refusedByTheFirst("");
        call();
        assertEquals("INVITE", kit.pbx.hears().method());
    }

    @Test
    void after_its_pause_one_call_tries_it_and_the_others_do_not_wait_for_that() {
        firstIsSilent();
        kit.pass(7_000);
        call();
        Sip tried = kit.pbx.hears();
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        kit.pbx.hearsNothing();
        kit.pbx.sends(tried.answer("100 Trying", ""));
        call();
        assertEquals("INVITE", kit.pbx.hears().method());
    }

    @Test
    void an_answer_that_comes_too_late_for_its_call_says_all_the_same_that_it_is_there() {
        call();
        Sip first = kit.pbx.hears();
        kit.pass(4_100);
        assertEquals(Map.of("office", false, "spare", true), up());
        kit.pbx.sends(first.answer("100 Trying", ""));
        assertEquals(Map.of("office", true, "spare", true), up());
    }

    @Test
    void a_reload_keeps_what_is_known() {
        firstIsSilent();
        kit.reload();
        assertEquals(Map.of("office", false, "spare", true), up());
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
    }

    /** Time passes while the second PBX answers whatever it is asked. */
    private void secondsPass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            kit.pass(1_000);
            for (Sip heard : kit.pbx2.hearsAll())
                if (heard.method().equals("OPTIONS")) kit.pbx2.sends(heard.answer("200 OK", "c"));
        }
    }

    private Sip asked(Party pbx) {
        for (int second = 0; second < 60; second++) {
            secondsPass(1);
            List<Sip> heard = pbx.hearsAll();
            if (!heard.isEmpty()) return heard.get(0);
        }
        throw new AssertionError("nobody asks " + pbx.host());
    }

    @Test
    void a_pbx_is_asked_now_and_then_and_any_answer_will_do() {
        kit = twoPbxs("30s");
        Sip first = asked(kit.pbx);
        assertEquals("OPTIONS sip:198.51.100.5:5060 SIP/2.0", first.startLine());
        assertEquals("<sip:198.51.100.5:5060>", first.header("To"));
        assertEquals("<sip:198.51.100.1:5060>", first.header("Contact"));
        kit.pbx.sends(first.answer("404 Not Found", "b"));
        secondsPass(20);
        kit.pbx.hearsNothing();
        Sip second = asked(kit.pbx);
        assertNotEquals(first.header("Call-ID"), second.header("Call-ID"));
        assertEquals(true, up().get("office"));
    }

    @Test
    void a_pbx_that_is_silent_to_a_question_is_set_aside_and_asked_sooner_and_its_answer_brings_it_back() {
        kit = twoPbxs("60s");
        asked(kit.pbx);
        secondsPass(5);
        assertEquals(false, up().get("office"));
        kit.pbx.hearsAll();
        secondsPass(7);
        Sip again = kit.pbx.hearsAll().stream()
                .filter(each -> each.header("CSeq").equals("1 OPTIONS"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        kit.pbx.sends(again.answer("200 OK", "b"));
        call();
        assertEquals("INVITE", kit.pbx.hearsAll().get(0).method());
    }

    @Test
    void a_pbx_that_is_stopping_says_so_to_a_question() {
        kit = twoPbxs("30s");
        kit.pbx.sends(asked(kit.pbx).answer("503 Service Unavailable", "b"));
        assertEquals(false, up().get("office"));
    }

    @Test
    void no_call_tries_whether_a_pbx_is_back_that_is_asked_anyway() {
        kit = twoPbxs("30s");
        firstIsSilent();
        secondsPass(60);
        call();
        assertEquals("INVITE", kit.pbx2.hears().method());
        assertTrue(kit.pbx.hearsAll().stream().noneMatch(each -> each.method().equals("INVITE")));
    }
}
