package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests inside calls over a trunk that asks for a password each time. */
class ChallengedDialogTest {
    private final CallKit kit = new CallKit(ChallengedCallTest.withPassword(Guard.PASSWORD));
    private final Guard guard = new Guard("SHA-256");

    /** A call out, whose INVITE nobody asked about. */
    private CallKit.Call out() {
        return kit.up(kit.pbx, kit.pbxInvite(CallKit.from("+447700900201"), "sip:+12025550188@192.0.2.7", ""));
    }

    /** What the trunk hears is refused with a challenge, and heard again with the password. */
    private Sip shownAgain(Sip heard, String nonce) {
        kit.trunk.sends(guard.asks(heard, nonce));
        Sip again = guard.lets(lastHeard(), nonce);
        assertEquals(heard.method(), again.method());
        assertEquals(heard.cseq() + 1, again.cseq());
        assertEquals(heard.body(), again.body());
        assertEquals(heard.crossing(), again.crossing().replaceAll("(?m)^Proxy-Authorization: .*\n", ""));
        return again;
    }

    private Sip lastHeard() {
        List<Sip> all = kit.trunk.hearsAll();
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "UPDATE", "REFER", "NOTIFY", "MESSAGE", "OPTIONS", "BYE", "STRANGE"})
    void every_method_is_answered_for_whoever_called(String method) {
        for (boolean out : new boolean[] {true, false}) {
            CallKit.Call call = out ? out() : kit.up();
            Party.Side pbx = out ? call.calling() : call.called();
            pbx.party().sends(pbx.request(method, 901, "X-Mine: a\nContent-Type: text/plain\n", "hello"));
            Sip heard = kit.trunk.hears();
            assertEquals(901, heard.cseq());
            Sip again = shownAgain(heard, method + out);
            kit.pbx.hearsNothing();
            kit.trunk.sends(again.answer("200 OK", ""));
            Sip answered = kit.pbx.hears();
            assertEquals(200, answered.status());
            assertEquals("901 " + method, answered.header("CSeq"));
            pbx.sends("INFO", 902);
            assertEquals(903, kit.trunk.hears().cseq());
        }
    }

    @Test
    void a_wrong_password_is_403_and_the_call_goes_on() {
        CallKit.Call call = out();
        call.calling().sends("INFO", 21);
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        kit.trunk.sends(guard.asks(again, "n2"));
        Sip refused = kit.pbx.hears();
        assertEquals(403, refused.status());
        assertFalse(refused.has("Proxy-Authenticate"));
        assertEquals(1, kit.board.activeCalls());
        call.calling().sends("BYE", 22);
        assertEquals(23, kit.trunk.hears().cseq());
    }

    @Test
    void a_realm_that_we_have_no_password_for_is_the_pbxs_to_answer() {
        CallKit.Call call = out();
        call.calling().sends("INFO", 21);
        Guard stranger = new Guard("elsewhere.example", "MD5", "auth");
        kit.trunk.sends(stranger.asks(kit.trunk.hears(), "n1"));
        assertEquals(stranger.challenge("n1"), kit.pbx.hears().header("Proxy-Authenticate"));
    }

    @Test
    void a_pbx_that_asks_the_trunk_for_a_password_is_heard() {
        CallKit.Call call = out();
        call.called().sends("INFO", 500);
        kit.pbx.sends(guard.asks(kit.pbx.hears(), "n1"));
        assertEquals(guard.challenge("n1"), kit.trunk.hears().header("Proxy-Authenticate"));
    }

    @Test
    void a_reinvite_is_answered_and_its_ack_repeats_the_credentials() {
        for (boolean out : new boolean[] {true, false}) {
            CallKit.Call call = out ? out() : kit.up();
            Party.Side pbx = out ? call.calling() : call.called();
            pbx.party().sends(pbx.request("INVITE", 30, contact(kit.pbx), "hold"));
            assertEquals(100, kit.pbx.hears().status());
            Sip again = shownAgain(kit.trunk.hears(), "n" + out);
            Sip ok = again.answer("200 OK", "", contact(kit.trunk), "held");
            kit.trunk.sends(ok);
            Sip answered = kit.pbx.hears();
            assertEquals("30 INVITE", answered.header("CSeq"));
            pbx.sends("INFO", 31);
            assertEquals(32, kit.trunk.hears().cseq());
            pbx.sends("ACK", 30);
            Sip ack = kit.trunk.hears();
            assertEquals("31 ACK", ack.header("CSeq"));
            assertEquals(again.header("Proxy-Authorization"), ack.header("Proxy-Authorization"));
            kit.trunk.sends(ok);
            assertEquals(ack.text(), kit.trunk.hears().text());
        }
    }

    private static String contact(Party party) {
        return "Contact: <sip:here@" + party.host() + ">\n";
    }

    @Test
    void a_reinvite_with_a_wrong_password_leaves_the_call_as_it_was() {
        CallKit.Call call = out();
        call.calling().party().sends(call.calling().request("INVITE", 30, contact(kit.pbx), "hold"));
        kit.pbx.hears();
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        kit.trunk.sends(guard.asks(again, "n2"));
        assertEquals("ACK", kit.trunk.hears().method());
        assertEquals(403, kit.pbx.hears().status());
        call.calling().sends("BYE", 31);
        Sip bye = kit.trunk.hears();
        assertEquals(32, bye.cseq());
        assertEquals(1, kit.events.size());
    }

    @Test
    void a_reinvite_that_is_taken_back_is_not_said_again() {
        CallKit.Call call = out();
        Sip reinvite = call.calling().request("INVITE", 30, contact(kit.pbx), "");
        kit.pbx.sends(reinvite);
        kit.pbx.hears();
        kit.pbx.sends(reinvite.with("INVITE", "CANCEL").with("(?s)Contact.*", "Content-Length: 0\n\n"));
        assertEquals(200, kit.pbx.hears().status());
        kit.trunk.sends(guard.asks(kit.trunk.hears(), "n1"));
        assertEquals("ACK", kit.trunk.hears().method());
        assertEquals(487, kit.pbx.hears().status());
    }

    @Test
    void requests_that_overlap_keep_numbers_of_their_own() {
        CallKit.Call call = out();
        call.calling().sends("INFO", 21);
        Sip first = kit.trunk.hears();
        call.calling().sends("INFO", 22);
        Sip second = kit.trunk.hears();
        kit.trunk.sends(guard.asks(first, "n1"));
        assertEquals(23, guard.lets(kit.trunk.hears(), "n1").cseq());
        kit.trunk.sends(guard.asks(second, "n2"));
        assertEquals(24, guard.lets(kit.trunk.hears(), "n2").cseq());
        call.calling().sends("INFO", 23);
        assertEquals(25, kit.trunk.hears().cseq());
    }

    @Test
    void the_trunks_own_requests_keep_their_numbers() {
        CallKit.Call call = out();
        call.calling().sends("INFO", 21);
        shownAgain(kit.trunk.hears(), "n1");
        call.called().sends("INFO", 700);
        assertEquals(700, kit.pbx.hears().cseq());
    }

    @Test
    void our_own_bye_shows_the_password_so_that_the_call_ends() {
        out();
        kit.board.hangUpAll();
        assertEquals("BYE", kit.pbx.hears().method());
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        kit.trunk.sends(again.answer("200 OK", ""));
        kit.pass(40_000);
        kit.trunk.hearsNothing();
        assertEquals(0, kit.board.dialogsInProgress());
    }

    @Test
    void our_question_whether_somebody_is_there_shows_the_password() {
        CallKit.Call call = out();
        kit.leap(15 * 60_000 + 200);
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        assertEquals("OPTIONS", again.method());
        kit.trunk.sends(again.answer("200 OK", ""));
        assertEquals(1, kit.board.activeCalls());
        call.calling().sends("INFO", 21);
        assertEquals(again.cseq() + 1, kit.trunk.hears().cseq());
    }

    @Test
    void a_trunk_that_knows_the_call_no_more_once_it_has_the_password_ends_it() {
        out();
        kit.leap(15 * 60_000 + 200);
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", ""));
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        kit.trunk.sends(again.answer("481 Call/Transaction Does Not Exist", ""));
        assertEquals("BYE", kit.pbx.hears().method());
        assertEquals(Outcome.DEAD, kit.event().outcome());
    }

    @Test
    void numbers_are_right_after_a_kill() {
        CallKit.Call call = out();
        call.calling().sends("INFO", 21);
        shownAgain(kit.trunk.hears(), "n1");
        kit.restart();
        call.calling().sends("INFO", 22);
        Sip heard = kit.trunk.hears();
        assertEquals(23, heard.cseq());
        shownAgain(heard, "n2");
        kit.restart();
        call.calling().sends("BYE", 23);
        Sip bye = kit.trunk.hears();
        assertEquals(25, bye.cseq());
        shownAgain(bye, "n3");
    }

    @Test
    void an_ack_after_a_kill_repeats_the_credentials() {
        CallKit.Call call = out();
        call.calling().party().sends(call.calling().request("INVITE", 30, contact(kit.pbx), "hold"));
        kit.pbx.hears();
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        kit.trunk.sends(again.answer("200 OK", "", contact(kit.trunk), "held"));
        assertEquals(200, kit.pbx.hears().status());
        kit.restart();
        call.calling().sends("ACK", 30);
        Sip ack = kit.trunk.hears();
        assertEquals("31 ACK", ack.header("CSeq"));
        assertEquals(again.header("Proxy-Authorization"), ack.header("Proxy-Authorization"));
    }

    @Test
    void a_2xx_after_a_kill_finds_the_reinvite_that_was_said_again() {
        CallKit.Call call = out();
        call.calling().party().sends(call.calling().request("INVITE", 30, contact(kit.pbx), "hold"));
        kit.pbx.hears();
        Sip again = shownAgain(kit.trunk.hears(), "n1");
        kit.restart();
        kit.trunk.sends(again.answer("200 OK", "", contact(kit.trunk), "held"));
        assertEquals("30 INVITE", kit.pbx.hears().header("CSeq"));
        call.calling().sends("ACK", 30);
        assertTrue(kit.trunk.hears().has("Proxy-Authorization"));
    }
}
