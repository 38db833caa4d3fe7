package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FailOverTest {
    private static final String CONTACT = "Contact: <sip:desk@198.51.100.5:5060>\n";

    private final CallKit kit = new CallKit(twoPbxs());
    private final Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "");

    private static CallKit.Options twoPbxs() {
        CallKit.Options options = new CallKit.Options();
        options.hasSecondPbx = true;
        return options;
    }

    private Sip refusedByTheFirst() {
        Sip first = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(first.answer("503 Service Unavailable", "b"));
        assertEquals("ACK", kit.pbx.hears().method());
        return first;
    }

    private Sip cancel() {
        return sent.with("INVITE", "CANCEL").with("(?s)Content-Type.*", "Content-Length: 0\n\n");
    }

    @Test
    void a_call_goes_to_the_next_pbx_when_the_first_is_full() {
        Sip first = refusedByTheFirst();
        Sip second = kit.pbx2.hears();
        assertEquals("INVITE sip:+12025550123@198.51.100.133:5060 SIP/2.0", second.startLine());
        assertEquals(first.crossing(), second.crossing());
        assertNotEquals(first.header("Call-ID"), second.header("Call-ID"));
        assertNotEquals(first.tag("From"), second.tag("From"));
        assertNotEquals(first.header("Via"), second.header("Via"));
        kit.trunk.hearsNothing();
        kit.pbx2.sends(second.answer("486 Busy Here", "c"));
        assertEquals(486, kit.trunk.hears().status());
        assertEquals("spare", kit.event().pbx());
        assertEquals(2, kit.event().tries());
    }

    @Test
    void a_call_goes_to_the_next_pbx_when_the_first_says_nothing_for_four_seconds() {
        kit.relayed(kit.trunk, sent);
        kit.pass(3_900);
        kit.pbx2.hearsNothing();
        kit.pass(200);
        assertEquals("INVITE", kit.pbx2.hears().method());
    }

    @Test
    void a_call_goes_to_the_next_pbx_when_the_first_cannot_be_reached() {
        kit.pbxListener().broken = true;
        kit.trunk.sends(sent);
        assertEquals(100, kit.trunk.hears().status());
        assertEquals("INVITE", kit.pbx2.hears().method());
    }

    @Test
    void nobody_who_can_be_reached_is_503() {
        kit.pbxListener().broken = true;
        kit.secondListener().broken = true;
        kit.trunk.sends(sent);
        assertEquals(
                List.of(100, 503),
                kit.trunk.hearsAll().stream().map(Sip::status).toList());
        assertEquals(2, kit.event().tries());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void everybody_full_is_500_towards_the_trunk() {
        refusedByTheFirst();
        kit.pbx2.sends(kit.pbx2.hears().answer("503 Service Unavailable", "c"));
        assertEquals(500, kit.trunk.hears().status());
    }

    @Test
    void a_trying_is_a_sign_of_life() {
        Sip first = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(first.answer("100 Trying", ""));
        kit.pass(10_000);
        kit.pbx2.hearsNothing();
    }

    @Test
    void a_pbx_that_rang_is_the_last() {
        Sip first = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(first.answer("180 Ringing", "b", CONTACT, ""));
        assertEquals(180, kit.trunk.hears().status());
        kit.pbx.sends(first.answer("503 Service Unavailable", "b"));
        kit.pbx2.hearsNothing();
        assertEquals(500, kit.trunk.hears().status());
    }

    @Test
    void busy_and_declined_are_answers_and_not_failures() {
        Sip first = kit.relayed(kit.trunk, sent);
        kit.pbx.sends(first.answer("603 Decline", "b"));
        assertEquals(603, kit.trunk.hears().status());
        kit.pbx2.hearsNothing();
    }

    @Test
    void a_late_answer_of_the_first_is_confirmed_and_ended_and_the_caller_never_hears_of_it() {
        Sip first = kit.relayed(kit.trunk, sent);
        kit.pass(4_100);
        Sip second = kit.pbx2.hears();
        kit.pbx.hearsAll();
        Sip late = first.answer("200 OK", "b", CONTACT, CallKit.BODY);
        kit.pbx.sends(late);
        List<Sip> ended = kit.pbx.hearsAll();
        assertEquals(
                List.of("ACK sip:desk@198.51.100.5:5060 SIP/2.0", "BYE sip:desk@198.51.100.5:5060 SIP/2.0"),
                ended.stream().map(Sip::startLine).toList());
        assertEquals(
                List.of(first.header("Call-ID"), "b", first.tag("From"), "21 BYE"),
                List.of(
                        ended.get(1).header("Call-ID"),
                        ended.get(1).tag("To"),
                        ended.get(1).tag("From"),
                        ended.get(1).header("CSeq")));
        kit.pbx.sends(late);
        assertEquals("ACK", kit.pbx.hears().method());
        kit.trunk.hearsNothing();
        kit.pbx2.sends(second.answer("200 OK", "c", CONTACT, CallKit.BODY));
        assertEquals(200, kit.trunk.hears().status());
    }

    @Test
    void a_first_that_rings_late_is_told_to_stop() {
        Sip first = kit.relayed(kit.trunk, sent);
        kit.pass(4_100);
        kit.pbx.hearsAll();
        kit.pbx.sends(first.answer("180 Ringing", "b", CONTACT, ""));
        assertEquals("CANCEL", kit.pbx.hears().method());
        kit.trunk.hearsNothing();
    }

    @Test
    void a_caller_who_gives_up_is_not_sent_on() {
        kit.relayed(kit.trunk, sent);
        kit.trunk.sends(cancel());
        assertEquals(200, kit.trunk.hears().status());
        kit.pass(4_100);
        kit.pbx2.hearsNothing();
        assertEquals(487, kit.trunk.hears().status());
        assertEquals(Outcome.CANCELLED, kit.event().outcome());
    }
}
