package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A PBX that rings several phones, each with a tag of its own (RFC 3261, 13.2.2.4; 19.3). */
class ForksTest {
    private static final String DESK = "Contact: <sip:desk@198.51.100.5:5060>\n";
    private static final String MOBILE = "Contact: <sip:mobile@198.51.100.5:5060>\n";

    private final CallKit kit = new CallKit();
    private final Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
    private final Sip heard = kit.relayed(kit.trunk, sent);

    private Sip answered(String status, String tag, String contact) {
        kit.pbx.sends(heard.answer(status, tag, contact, ""));
        return kit.trunk.hears();
    }

    @Test
    void each_phone_has_its_own_tag_towards_the_trunk() {
        Sip desk = answered("180 Ringing", "desk", DESK);
        Sip mobile = answered("180 Ringing", "mobile", MOBILE);
        assertNotEquals(desk.tag("To"), mobile.tag("To"));
        assertEquals(desk.tag("To"), answered("183 Progress", "desk", DESK).tag("To"));
        assertEquals(mobile.tag("To"), answered("200 OK", "mobile", MOBILE).tag("To"));

        kit.trunk.calling(mobile).sends("ACK", 20);
        assertEquals("ACK sip:mobile@198.51.100.5:5060 SIP/2.0", kit.pbx.hears().startLine());
    }

    @Test
    void two_that_answer_are_two_calls_and_the_event_waits_for_both() {
        Party.Side desk = kit.trunk.calling(answered("200 OK", "desk", DESK));
        Party.Side mobile = kit.trunk.calling(answered("200 OK", "mobile", MOBILE));
        desk.sends("ACK", 20);
        mobile.sends("ACK", 20);
        mobile.sends("BYE", 21);
        assertEquals(
                List.of("desk", "mobile", "mobile"),
                kit.pbx.hearsAll().stream().map(one -> one.tag("To")).toList());
        assertEquals(List.of(), kit.events);
        assertEquals(1, kit.board.activeCalls());

        kit.pass(70_000);
        assertEquals(1, kit.board.dialogCount());
        desk.sends("BYE", 21);
        assertEquals(Outcome.ANSWERED, kit.event().outcome());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void each_that_answers_gets_its_own_ack_again() {
        Sip desk = answered("200 OK", "desk", DESK);
        Sip mobile = answered("200 OK", "mobile", MOBILE);
        kit.trunk.sends(kit.trunk.calling(desk).request("ACK", 20, "", "a"));
        kit.trunk.sends(kit.trunk.calling(mobile).request("ACK", 20, "", "b"));
        kit.pbx.hearsAll();
        kit.pbx.sends(heard.answer("200 OK", "desk", DESK, ""));
        assertEquals("a", kit.pbx.hears().body());
        kit.pbx.sends(heard.answer("200 OK", "mobile", MOBILE, ""));
        assertEquals("b", kit.pbx.hears().body());
        kit.trunk.hearsNothing();
    }

    @Test
    void a_phone_that_lost_is_forgotten() {
        answered("180 Ringing", "desk", DESK);
        Party.Side mobile = kit.trunk.calling(answered("200 OK", "mobile", MOBILE));
        mobile.sends("ACK", 20);
        kit.pass(40_000);
        assertEquals(1, kit.board.dialogCount());
    }

    @Test
    void one_that_nobody_acknowledges_is_ended_and_the_other_lives() {
        Party.Side desk = kit.trunk.calling(answered("200 OK", "desk", DESK));
        answered("200 OK", "mobile", MOBILE);
        desk.sends("ACK", 20);
        kit.pbx.hears();
        kit.pass(32_100);
        assertEquals("mobile", kit.pbx.hearsAll().get(0).tag("To"));
        assertEquals(List.of(), kit.events);
        assertEquals(1, kit.board.activeCalls());
    }

    @Test
    void tags_without_end_open_no_dialogs_without_end() {
        for (int i = 0; i < 100; i++) kit.pbx.sends(heard.answer("180 Ringing", "t" + i, DESK, ""));
        assertEquals(32, kit.board.dialogCount());
        kit.pbx.sends(heard.answer("486 Busy", "t1"));
        assertEquals(0, kit.board.dialogCount());
    }

    @Test
    void ringing_without_a_tag_makes_no_dialog() {
        Sip ringing = answered("180 Ringing", "", "");
        assertEquals(0, kit.board.dialogCount());
        assertEquals(ringing.tag("To"), answered("200 OK", "desk", DESK).tag("To"));
    }
}
