package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An SBC that only asks for names: one 302, and nothing else of the call comes here. */
class RedirectionTest {
    private static final String GOING_TO = "<sip:+12025550123@192.0.2.1:5060>";

    private final CallKit kit = kit(true);

    private static CallKit kit(boolean trusted) {
        CallKit.Options options = new CallKit.Options();
        options.redirectClient = true;
        options.hasPbx = false;
        options.trunkTrusted = trusted;
        return new CallKit(options);
    }

    private static Sip redirected(CallKit kit, Sip invite) {
        kit.trunk.sends(invite);
        Sip answer = kit.trunk.hearsAll().stream()
                .filter(one -> one.status() != 100)
                .findFirst()
                .orElseThrow();
        assertEquals(302, answer.status());
        kit.pbx.hearsNothing();
        return answer;
    }

    @Test
    void a_known_caller_goes_on_with_a_name() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip answer = redirected(kit, invite);
        assertEquals("\"Ada Lovelace\" " + GOING_TO, answer.header("Contact"));
        assertEquals(invite.header("From"), answer.header("From"));
        assertFalse(answer.has("P-Asserted-Identity"), answer.text());
        assertEquals(Outcome.REDIRECTED, kit.event().outcome());
        assertEquals("named", kit.event().naming());
        assertEquals(1, kit.counters.redirected.sum());
        assertEquals(0, kit.board.dialogCount());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void an_assertion_of_this_number_is_repeated_with_the_name() {
        String asserted = "P-Asserted-Identity: <sip:+12025550100@sbc.example>\n";
        Sip answer = redirected(kit, kit.trunkInvite(CallKit.from(CallKit.ADA), asserted));
        assertEquals("\"Ada Lovelace\" <sip:+12025550100@sbc.example>", answer.header("P-Asserted-Identity"));
        CallKit doubted = kit(false);
        Sip plain = redirected(doubted, doubted.trunkInvite(CallKit.from(CallKit.ADA), asserted));
        assertFalse(plain.has("P-Asserted-Identity"), plain.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "user", "header", "session", "critical"})
    void who_asked_for_privacy_goes_on_without_a_name(String word) {
        Sip answer = redirected(
                kit,
                kit.trunkInvite(
                        CallKit.from(CallKit.ADA),
                        "P-Asserted-Identity: <sip:+12025550100@sbc.example>\nPrivacy: " + word + "\n"));
        assertEquals(GOING_TO, answer.header("Contact"));
        assertFalse(answer.text().contains("Lovelace"), answer.text());
        assertEquals("anonymous", kit.event().caller());
    }

    @Test
    void a_stranger_to_the_phonebook_goes_on_without_a_name() {
        assertEquals(
                GOING_TO, redirected(kit, kit.trunkInvite(CallKit.from("+12025550199"), "")).header("Contact"));
    }

    @Test
    void an_emergency_call_is_looked_up_by_nobody_and_goes_on() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE sip:[^@]*@", "INVITE sip:112@");
        assertEquals("<sip:112@192.0.2.1:5060>", redirected(kit, invite).header("Contact"));
        assertEquals("emergency", kit.event().naming());
    }

    @Test
    void an_invite_that_comes_again_is_answered_again_and_its_ack_ends_it() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip answer = redirected(kit, invite);
        kit.trunk.sends(invite);
        assertEquals(answer, kit.trunk.hears());
        kit.trunk.sends(invite.with("INVITE sip", "ACK sip")
                .with("20 INVITE", "20 ACK")
                .with("(To: <[^>]*>)", "$1;tag=" + answer.tag("To")));
        kit.pass(40_000);
        kit.trunk.hearsNothing();
        assertEquals(1, kit.events.size());
        assertEquals(0, kit.board.transactionCount());
    }
}
