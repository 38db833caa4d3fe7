package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A PBX that rings several phones, and a trunk that bears only one tag in the answers to a call. */
class SingleForkTest {
    private static final String DESK = "Contact: <sip:desk@198.51.100.5:5060>\n";
    private static final String MOBILE = "Contact: <sip:mobile@198.51.100.5:5060>\n";

    private final CallKit kit = new CallKit(single());
    private final Sip sent = kit.trunkInvite(CallKit.from(CallKit.ADA), "Supported: 100rel\n");
    private final Sip heard = kit.relayed(kit.trunk, sent);

    private static CallKit.Options single() {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = "fork: single";
        return options;
    }

    private Sip answered(String status, String tag, String further) {
        kit.pbx.sends(heard.answer(status, tag, further, ""));
        return kit.trunk.hears();
    }

    private static String reliable(int number, String contact) {
        return "Require: 100rel\nRSeq: " + number + "\n" + contact;
    }

    private Party.Side phone(String tag) {
        return kit.pbx.called(heard, heard.answer("180 Ringing", tag));
    }

    @Test
    void all_phones_have_one_tag_towards_the_trunk() {
        Sip desk = answered("180 Ringing", "desk", DESK);
        Sip mobile = answered("183 Session Progress", "mobile", MOBILE);
        assertEquals(desk.tag("To"), mobile.tag("To"));
        Sip ok = answered("200 OK", "desk", DESK);
        assertEquals(desk.tag("To"), ok.tag("To"));
        kit.trunk.calling(ok).sends("ACK", 20);
        assertEquals("ACK sip:desk@198.51.100.5:5060 SIP/2.0", kit.pbx.hears().startLine());
        kit.trunk.calling(ok).sends("BYE", 21);
        assertEquals("desk", kit.pbx.hears().tag("To"));
        assertEquals(Outcome.ANSWERED, kit.event().outcome());
        kit.pass(70_000);
        assertEquals(0, kit.board.dialogCount());
    }

    @Test
    void who_answers_second_is_hung_up_and_the_trunk_hears_nothing_of_it() {
        answered("180 Ringing", "desk", DESK);
        answered("180 Ringing", "mobile", MOBILE);
        Party.Side call = kit.trunk.calling(answered("200 OK", "mobile", MOBILE));
        for (String late : List.of("desk", "kitchen")) {
            Sip ok = heard.answer("200 OK", late, DESK, "");
            kit.pbx.sends(ok);
            assertEquals(
                    List.of("ACK " + late, "BYE " + late),
                    kit.pbx.hearsAll().stream()
                            .map(each -> each.method() + " " + each.tag("To"))
                            .toList());
            kit.pbx.sends(ok);
            assertEquals("ACK", kit.pbx.hears().method());
        }
        kit.trunk.hearsNothing();
        call.sends("ACK", 20);
        assertEquals("mobile", kit.pbx.hears().tag("To"));
        call.sends("INFO", 21);
        assertEquals("mobile", kit.pbx.hears().tag("To"));
        assertEquals(1, kit.board.activeCalls());
        assertEquals(2, kit.counters.unwantedAnswers.sum());
    }

    @Test
    void who_lost_does_not_come_back_when_its_answer_is_very_late() {
        answered("180 Ringing", "desk", DESK);
        Party.Side call = kit.trunk.calling(answered("200 OK", "mobile", MOBILE));
        call.sends("ACK", 20);
        kit.pbx.hears();
        kit.pass(60_000);
        assertEquals(1, kit.board.dialogCount());
        kit.pbx.sends(heard.answer("200 OK", "desk", DESK, ""));
        assertEquals(
                List.of("ACK", "BYE"),
                kit.pbx.hearsAll().stream().map(Sip::method).toList());
        kit.trunk.hearsNothing();
        assertEquals(1, kit.board.dialogCount());
    }

    @Test
    void who_lost_may_say_nothing_more_to_the_trunk() {
        answered("180 Ringing", "desk", DESK);
        answered("200 OK", "mobile", MOBILE);
        phone("desk").sends("UPDATE", 1);
        assertEquals(481, kit.pbx.hears().status());
        kit.trunk.hearsNothing();
        phone("mobile").sends("INFO", 1);
        assertEquals("INFO", kit.trunk.hears().method());
    }

    @Test
    void the_call_is_found_after_a_restart() {
        answered("180 Ringing", "desk", DESK);
        Party.Side call = kit.trunk.calling(answered("200 OK", "mobile", MOBILE));
        call.sends("ACK", 20);
        kit.pbx.hears();
        kit.restart();
        call.sends("INFO", 21);
        assertEquals(
                "INFO sip:mobile@198.51.100.5:5060 SIP/2.0", kit.pbx.hears().startLine());
        phone("mobile").sends("BYE", 1);
        assertEquals("BYE", kit.trunk.hears().method());
    }

    @Test
    void reliable_answers_of_two_phones_are_numbered_in_one_row() {
        assertEquals(
                "9021", answered("183 Progress", "desk", reliable(9021, DESK)).header("RSeq"));
        assertEquals(
                "9022", answered("183 Progress", "mobile", reliable(7, MOBILE)).header("RSeq"));
        assertEquals(
                "9023", answered("180 Ringing", "desk", reliable(9022, DESK)).header("RSeq"));
        assertEquals(
                "9022", answered("183 Progress", "mobile", reliable(7, MOBILE)).header("RSeq"));
    }

    @Test
    void each_prack_reaches_the_phone_that_it_is_for() {
        Party.Side call = kit.trunk.calling(answered("183 Progress", "desk", reliable(9021, DESK)));
        answered("183 Progress", "mobile", reliable(7, MOBILE));
        prack(call, 22, "9022", "mobile", "7");
        prack(call, 23, "9021", "desk", "9021");
        kit.trunk.sends(call.request("PRACK", 24, "RAck: 4711 20 INVITE\n", ""));
        assertEquals("4711 20 INVITE", kit.pbx.hears().header("RAck"));
    }

    private void prack(Party.Side call, int cseq, String said, String phone, String rseq) {
        kit.trunk.sends(call.request("PRACK", cseq, "RAck: " + said + " 20 INVITE\n", ""));
        Sip heardThere = kit.pbx.hears();
        assertEquals(phone, heardThere.tag("To"));
        assertEquals(rseq + " 20 INVITE", heardThere.header("RAck"));
        kit.pbx.sends(heardThere.answer("200 OK", ""));
        assertEquals(cseq + " PRACK", kit.trunk.hears().header("CSeq"));
    }

    @Test
    void what_the_trunk_says_while_they_ring_is_for_who_spoke_last_and_numbers_only_rise() {
        Party.Side call = kit.trunk.calling(answered("180 Ringing", "desk", DESK));
        phone("desk").sends("UPDATE", 30);
        assertEquals("30 UPDATE", kit.trunk.hears().header("CSeq"));
        kit.trunk.sends(call.request("UPDATE", 21, "Contact: <sip:moved@192.0.2.7:5060>\n", ""));
        assertEquals("desk", kit.pbx.hears().tag("To"));
        answered("180 Ringing", "mobile", MOBILE);
        call.sends("INFO", 22);
        assertEquals("mobile", kit.pbx.hears().tag("To"));
        phone("mobile").sends("UPDATE", 1);
        Sip update = kit.trunk.hears();
        assertEquals("31 UPDATE", update.header("CSeq"));
        assertEquals("sip:moved@192.0.2.7:5060", update.uri());
        answered("200 OK", "desk", DESK);
        phone("desk").sends("INFO", 31);
        assertEquals("32 INFO", kit.trunk.hears().header("CSeq"));
    }

    /** RFC 6228. */
    @Test
    void that_one_phone_rings_no_more_does_not_end_the_trunks_only_dialog() {
        answered("180 Ringing", "desk", DESK);
        answered("180 Ringing", "mobile", MOBILE);
        kit.pbx.sends(heard.answer("199 Early Dialog Terminated", "mobile"));
        kit.trunk.hearsNothing();
        assertEquals(200, answered("200 OK", "desk", DESK).status());
    }

    @Test
    void a_caller_who_gives_up_leaves_nothing_behind() {
        answered("180 Ringing", "desk", DESK);
        answered("180 Ringing", "mobile", MOBILE);
        kit.trunk.sends(sent.with("INVITE", "CANCEL"));
        kit.trunk.hears();
        assertEquals("CANCEL", kit.pbx.hears().method());
        kit.pbx.sends(heard.answer("487 Request Terminated", "desk"));
        assertEquals(487, kit.trunk.hears().status());
        assertEquals(0, kit.board.dialogCount());
        assertEquals(0, kit.board.dialogsInProgress());
    }
}
