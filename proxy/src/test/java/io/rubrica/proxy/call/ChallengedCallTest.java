package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls out over a trunk that asks for a password (RFC 3261, 22; RFC 8760). */
class ChallengedCallTest {
    private static final String CONTACT = "Contact: <sip:callee@192.0.2.7:5060>\n";
    private static final String URI = "sip:+12025550188@192.0.2.7";

    private final CallKit kit = new CallKit(withPassword(Guard.PASSWORD));
    private final Guard guard = new Guard("MD5");
    private final Sip sent = kit.pbxInvite(CallKit.from("+447700900201"), URI, "");

    static CallKit.Options withPassword(String password) {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = """
                credentials:
                  - realm: other.example
                    username: somebody
                    password: else
                  - realm: %s
                    username: "%s"
                    password: "%s"
                """.formatted(Guard.REALM, Guard.USER, password);
        return options;
    }

    private List<String> heardByThePbx() {
        return kit.pbx.hearsAll().stream().map(Sip::startLine).toList();
    }

    /** The trunk refuses a request with a challenge, and hears ACK and the request once more. */
    private Sip again(Sip request, Sip challenge) {
        kit.trunk.sends(challenge);
        List<Sip> heard = kit.trunk.hearsAll();
        assertEquals(List.of("ACK", "INVITE"), heard.stream().map(Sip::method).toList());
        assertEquals(
                request.header("CSeq").replace("INVITE", "ACK"), heard.get(0).header("CSeq"));
        return heard.get(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void a_challenge_is_answered_in_the_pbxs_place(String algorithm) {
        Guard asking = new Guard(algorithm);
        Sip first = kit.relayed(kit.pbx, sent);
        assertFalse(first.has("Proxy-Authorization"));
        Sip second = asking.lets(again(first, asking.asks(first, "n1")), "n1");
        assertEquals(first.cseq() + 1, second.cseq());
        assertNotEquals(first.header("Via"), second.header("Via"));
        for (String header : List.of("From", "To", "Call-ID", "Contact", "Max-Forwards"))
            assertEquals(first.header(header), second.header(header));
        assertEquals(first.uri(), second.uri());
        assertEquals(first.body(), second.body());
        kit.pbx.hearsNothing();
        kit.trunk.sends(second.answer("200 OK", "b", CONTACT, "sdp"));
        Sip answered = kit.pbx.hears();
        assertEquals(200, answered.status());
        assertEquals(sent.header("CSeq"), answered.header("CSeq"));
        Party.Side calling = kit.pbx.calling(answered);
        calling.sends("ACK", sent.cseq());
        Sip ack = kit.trunk.hears();
        assertEquals(second.header("Proxy-Authorization"), ack.header("Proxy-Authorization"));
        assertEquals(second.cseq(), ack.cseq());
        calling.sends("BYE", sent.cseq() + 1);
        Sip bye = kit.trunk.hears();
        assertEquals(second.cseq() + 1, bye.cseq());
        kit.trunk.sends(bye.answer("200 OK", ""));
        assertEquals(200, kit.pbx.hears().status());
        assertEquals(1, kit.counters.challengesAnswered.sum());
    }

    @Test
    void a_401_is_answered_in_authorization() {
        Sip first = kit.relayed(kit.pbx, sent);
        String challenge = "WWW-Authenticate: " + guard.challenge("n1") + "\n";
        Sip second = again(first, first.answer("401 Unauthorized", "p", challenge, ""));
        guard.lets(second, second.header("Authorization"), "n1");
        assertFalse(second.has("Proxy-Authorization"));
    }

    @Test
    void a_wrong_password_is_403_and_the_pbx_never_sees_the_challenge() {
        Sip first = kit.relayed(kit.pbx, sent);
        Sip second = again(first, guard.asks(first, "n1"));
        kit.trunk.sends(guard.asks(second, "n2"));
        assertEquals("ACK", kit.trunk.hears().method());
        Sip refused = kit.pbx.hears();
        assertEquals(403, refused.status());
        assertFalse(refused.has("Proxy-Authenticate"));
        assertEquals(1, kit.counters.credentialsRefused.sum());
        assertEquals(403, kit.event().status());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void a_nonce_that_was_too_old_is_answered_once_more() {
        Sip first = kit.relayed(kit.pbx, sent);
        Sip second = again(first, guard.asks(first, "n1"));
        Sip third = again(second, guard.asks(second, "n2").with("(nonce=\"n2\")", "$1, stale=TRUE"));
        guard.lets(third, "n2");
        assertEquals(22, third.cseq());
        kit.trunk.sends(guard.asks(third, "n3").with("(nonce=\"n3\")", "$1, stale=true"));
        assertEquals("ACK", kit.trunk.hears().method());
        assertEquals(403, kit.pbx.hears().status());
    }

    @Test
    void a_realm_that_we_have_no_password_for_is_the_pbxs_to_answer() {
        Sip first = kit.relayed(kit.pbx, sent);
        Guard stranger = new Guard("elsewhere.example", "MD5", "auth");
        kit.trunk.sends(stranger.asks(first, "n1"));
        assertEquals("ACK", kit.trunk.hears().method());
        Sip asked = kit.pbx.hears();
        assertEquals(407, asked.status());
        assertEquals(stranger.challenge("n1"), asked.header("Proxy-Authenticate"));
        assertEquals(0, kit.counters.challengesAnswered.sum());
        assertEquals(1, kit.counters.challengesPassedOn.sum());
    }

    @Test
    void a_pbx_that_has_a_password_of_its_own_goes_on_alone() {
        Sip own = kit.pbxInvite(
                CallKit.from("+447700900201"),
                URI,
                "Proxy-Authorization: Digest username=\"pbx\", realm=\"" + Guard.REALM
                        + "\", nonce=\"x\", uri=\"sip:a\", response=\"0123\"\n");
        Sip first = kit.relayed(kit.pbx, own);
        assertEquals(own.header("Proxy-Authorization"), first.header("Proxy-Authorization"));
        assertEquals(URI, first.uri());
        kit.trunk.sends(guard.asks(first, "n1"));
        assertEquals("ACK", kit.trunk.hears().method());
        assertEquals(guard.challenge("n1"), kit.pbx.hears().header("Proxy-Authenticate"));
        assertEquals(0, kit.counters.challengesPassedOn.sum());
    }

    @Test
    void what_the_pbx_shows_to_others_goes_along() {
        String others =
                "Digest username=\"pbx\", realm=\"others.example\", nonce=\"x\", uri=\"sip:a\", response=\"0123\"";
        Sip own = kit.pbxInvite(CallKit.from("+447700900201"), URI, "Proxy-Authorization: " + others + "\n");
        Sip first = kit.relayed(kit.pbx, own);
        Sip second = again(first, guard.asks(first, "n1"));
        assertEquals(others, second.headers("Proxy-Authorization").get(0));
        guard.lets(second, second.headers("Proxy-Authorization").get(1), "n1");
    }

    @Test
    void a_proxy_and_the_server_behind_it_each_get_theirs() {
        Guard server = new Guard("SHA-256");
        Sip first = kit.relayed(kit.pbx, sent);
        Sip second = again(first, guard.asks(first, "n1"));
        guard.lets(second, "n1");
        String challenge = "WWW-Authenticate: " + server.challenge("n2") + "\n";
        Sip third = again(second, second.answer("401 Unauthorized", "p", challenge, ""));
        guard.lets(third, "n1");
        server.lets(third, third.header("Authorization"), "n2");
        assertEquals(22, third.cseq());
    }

    @Test
    void the_strongest_of_several_challenges_is_answered() {
        Guard strong = new Guard("SHA-256");
        Sip first = kit.relayed(kit.pbx, sent);
        String unknown = guard.challenge("n0").replace("MD5", "SHA3-512");
        Sip asked = first.answer(
                "407 Proxy Authentication Required",
                "p",
                Guard.proxy(unknown) + Guard.proxy(guard.challenge("n1")) + Guard.proxy(strong.challenge("n2")),
                "");
        strong.lets(again(first, asked), "n2");
    }

    @Test
    void several_challenges_in_one_folded_line_are_read() {
        Guard strong = new Guard("SHA-256");
        kit.strict = false;
        Sip first = kit.relayed(kit.pbx, sent);
        String both = guard.challenge("n1") + ",\n " + strong.challenge("n2").replace(", ", "\n\t, ");
        strong.lets(again(first, first.answer("407 Ask", "p", Guard.proxy(both), "")), "n2");
    }

    @Test
    void a_challenge_of_ours_in_words_that_we_lack_is_403() {
        Sip first = kit.relayed(kit.pbx, sent);
        kit.trunk.sends(guard.asks(first, "n1").with("MD5", "SHA3-512"));
        assertEquals("ACK", kit.trunk.hears().method());
        assertEquals(403, kit.pbx.hears().status());
    }

    @Test
    void the_body_is_protected_where_the_trunk_wants_that() {
        Guard whole = new Guard(Guard.REALM, "SHA-256", "auth-int");
        Sip first = kit.relayed(kit.pbx, sent);
        whole.lets(again(first, whole.asks(first, "n1")), "n1");
    }

    @Test
    void what_the_trunk_says_of_our_credentials_is_not_for_the_pbx_and_of_its_own_it_is() {
        String info = "Authentication-Info: nextnonce=\"n9\"\n";
        Sip first = kit.relayed(kit.pbx, sent);
        kit.trunk.sends(again(first, guard.asks(first, "n1")).answer("180 Ringing", "b", CONTACT + info, ""));
        assertFalse(kit.pbx.hears().has("Authentication-Info"));
        Sip other = kit.relayed(kit.pbx, kit.pbxInvite(CallKit.from("+447700900202"), URI, ""));
        kit.trunk.sends(other.answer("180 Ringing", "c", CONTACT + info, ""));
        assertTrue(kit.pbx.hears().has("Authentication-Info"));
    }

    @Test
    void a_call_that_was_taken_back_is_not_begun_again() {
        Sip first = kit.relayed(kit.pbx, sent);
        kit.pbx.sends(sent.with("INVITE", "CANCEL").with("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        assertEquals(200, kit.pbx.hears().status());
        kit.trunk.sends(guard.asks(first, "n1"));
        assertEquals("ACK", kit.trunk.hears().method());
        assertEquals(487, kit.pbx.hears().status());
        assertEquals(Outcome.CANCELLED, kit.event().outcome());
    }

    @Test
    void a_call_that_is_taken_back_afterwards_is_cancelled_under_its_new_number() {
        Sip first = kit.relayed(kit.pbx, sent);
        Sip second = again(first, guard.asks(first, "n1"));
        kit.pbx.sends(sent.with("INVITE", "CANCEL").with("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        assertEquals(200, kit.pbx.hears().status());
        kit.trunk.hearsNothing();
        kit.trunk.sends(second.answer("180 Ringing", "b", CONTACT, ""));
        Sip cancel = kit.trunk.hears();
        assertEquals("21 CANCEL", cancel.header("CSeq"));
        assertEquals(second.header("Via"), cancel.header("Via"));
        kit.trunk.sends(second.answer("487 Request Terminated", "b"));
        assertEquals(List.of("SIP/2.0 180 Ringing", "SIP/2.0 487 Request Terminated"), heardByThePbx());
    }

    @Test
    void a_provisional_answer_is_acknowledged_by_the_number_that_its_invite_had() {
        Sip first = kit.relayed(kit.pbx, sent);
        Sip second = again(first, guard.asks(first, "n1"));
        Party.Side calling = ringsReliably(second, 1);
        calling.party().sends(calling.request("PRACK", 21, "RAck: 1 20 INVITE\n", ""));
        Sip prack = kit.trunk.hears();
        assertEquals(22, prack.cseq());
        assertEquals("1 21 INVITE", prack.header("RAck"));
        kit.trunk.sends(guard.asks(prack, "n2"));
        Sip prackAgain = guard.lets(kit.trunk.hears(), "n2");
        assertEquals(23, prackAgain.cseq());
        assertEquals("1 21 INVITE", prackAgain.header("RAck"));
        kit.trunk.sends(prackAgain.answer("200 OK", ""));
        assertEquals(200, kit.pbx.hears().status());
        ringsReliably(second, 2);
        calling.party().sends(calling.request("PRACK", 22, "RAck: 2 20 INVITE\n", ""));
        Sip next = kit.trunk.hears();
        assertEquals(24, next.cseq());
        assertEquals("2 21 INVITE", next.header("RAck"));
    }

    private Party.Side ringsReliably(Sip invite, int number) {
        kit.trunk.sends(
                invite.answer("183 Session Progress", "b", CONTACT + "Require: 100rel\nRSeq: " + number + "\n", ""));
        Sip ringing = kit.pbx.hears();
        assertEquals("20 INVITE", ringing.header("CSeq"));
        return kit.pbx.calling(ringing);
    }

    @Test
    void an_early_fork_of_the_first_invite_counts_on_from_the_second() {
        Sip first = kit.relayed(kit.pbx, sent);
        Party.Side calling = ringsReliably(first, 1);
        calling.party().sends(calling.request("PRACK", 21, "RAck: 1 20 INVITE\n", ""));
        Sip prack = kit.trunk.hears();
        kit.trunk.sends(prack.answer("200 OK", ""));
        kit.pbx.hears();
        Sip second = again(first, guard.asks(first, "n1"));
        assertEquals(22, second.cseq());
        ringsReliably(second, 2);
        calling.party().sends(calling.request("PRACK", 22, "RAck: 2 20 INVITE\n", ""));
        Sip next = kit.trunk.hears();
        assertEquals(23, next.cseq());
        assertEquals("2 22 INVITE", next.header("RAck"));
    }

    @Test
    void calls_that_got_the_same_nonce_count_on_from_each_other() {
        Sip one = kit.relayed(kit.pbx, sent);
        Sip other = kit.relayed(kit.pbx, kit.pbxInvite(CallKit.from("+447700900202"), URI, ""));
        guard.lets(again(one, guard.asks(one, "n1")), "n1");
        guard.lets(again(other, guard.asks(other, "n1")), "n1");
    }

    @Test
    void an_answer_that_nobody_waits_for_is_confirmed_with_the_credentials_and_ended() {
        Sip first = kit.relayed(kit.pbx, sent);
        Sip second = again(first, guard.asks(first, "n1"));
        kit.trunk.sends(second.answer("100 Trying", ""));
        kit.pass(181_000);
        assertTrue(heardByThePbx().contains("SIP/2.0 408 Request Timeout"));
        kit.trunk.hearsAll();
        kit.trunk.sends(second.answer("200 OK", "b", CONTACT, "sdp"));
        List<Sip> ended = kit.trunk.hearsAll();
        assertEquals(List.of("ACK", "BYE"), ended.stream().map(Sip::method).toList());
        assertEquals(second.header("Proxy-Authorization"), ended.get(0).header("Proxy-Authorization"));
        Sip bye = ended.get(1);
        kit.trunk.sends(guard.asks(bye, "n2"));
        Sip byeAgain = guard.lets(kit.trunk.hears(), "n2");
        assertEquals("23 BYE", byeAgain.header("CSeq"));
    }
}
