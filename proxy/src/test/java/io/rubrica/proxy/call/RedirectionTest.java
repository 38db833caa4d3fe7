package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rubrica.proxy.enrich.Enrichment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A peer that only asks for names gets them in a 302, and nothing else of the call comes by. */
class RedirectionTest {
    private static final String URI = "sip:+12025550123@192.0.2.1:5060";

    private final CallKit kit = kit(true, false);

    private static CallKit kit(boolean trusted, boolean hasPbx) {
        CallKit.Options options = new CallKit.Options();
        options.redirectClient = true;
        options.trunkTrusted = trusted;
        options.hasPbx = hasPbx;
        return new CallKit(options);
    }

    private static Sip redirected(CallKit kit, Sip invite) {
        kit.trunk.sends(invite);
        List<Sip> heard = kit.trunk.hearsAll();
        Sip last = heard.get(heard.size() - 1);
        assertEquals(302, last.status());
        assertEquals(invite.header("From"), last.header("From"));
        return last;
    }

    private Sip redirected(String from, String further) {
        return redirected(kit, kit.trunkInvite(from, further));
    }

    @Test
    void a_known_callers_name_is_in_the_contact() {
        Sip moved = redirected(CallKit.from(CallKit.ADA), "");
        assertEquals("\"Ada Lovelace\" <" + URI + ">", moved.header("Contact"));
        assertFalse(moved.has("P-Asserted-Identity"), moved.text());
    }

    @Test
    void an_unknown_caller_is_redirected_without_a_name() {
        Sip moved = redirected("\"Somebody\" " + CallKit.from("+12025550199"), "");
        assertEquals("<" + URI + ">", moved.header("Contact"));
    }

    @Test
    void a_caller_who_asks_for_privacy_is_redirected_without_a_name() {
        String asserted = "P-Asserted-Identity: <tel:+12025550100>\n";
        Sip moved = redirected(CallKit.from(CallKit.ADA), asserted + "Privacy: id\n");
        assertEquals("<" + URI + ">", moved.header("Contact"));
        assertFalse(moved.has("P-Asserted-Identity"), moved.text());
        assertEquals("anonymous", kit.event().caller());
    }

    @Test
    void a_trusted_peers_asserted_identity_of_that_number_comes_back_with_the_name() {
        Sip moved = redirected(
                CallKit.from("5550"),
                "P-Asserted-Identity: \"x\" <sip:+12025550100@trunk.example>, <tel:+12025550100>\n"
                        + "P-Asserted-Identity: <sip:+12025550177@trunk.example>\n");
        assertEquals("\"Ada Lovelace\" <" + URI + ">", moved.header("Contact"));
        assertEquals(
                List.of("\"Ada Lovelace\" <sip:+12025550100@trunk.example>, \"Ada Lovelace\" <tel:+12025550100>"),
                moved.headers("P-Asserted-Identity"));
    }

    @Test
    void an_untrusted_peer_asserts_nothing() {
        Sip moved = redirected(
                kit(false, false),
                kit.trunkInvite(CallKit.from(CallKit.ADA), "P-Asserted-Identity: <tel:+12025550100>\n"));
        assertEquals("\"Ada Lovelace\" <" + URI + ">", moved.header("Contact"));
        assertFalse(moved.has("P-Asserted-Identity"), moved.text());
    }

    @Test
    void a_name_of_any_letters_is_written_as_a_quoted_string() {
        kit.names.put("12025550100", "A \"B\" \\ <x>, ;tag=9");
        Sip moved = redirected(CallKit.from(CallKit.ADA), "");
        assertEquals("\"A \\\"B\\\" \\\\ <x>, ;tag=9\" <" + URI + ">", moved.header("Contact"));
    }

    @Test
    void an_emergency_call_is_redirected_without_a_lookup() {
        Sip moved = redirected(
                kit, kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE [^ ]+", "INVITE urn:service:sos"));
        assertEquals("<urn:service:sos>", moved.header("Contact"));
        assertEquals(1, kit.counters.naming(Enrichment.Reason.EMERGENCY).sum());
    }

    @Test
    void there_is_one_event_and_no_second_leg_even_where_there_is_a_pbx() {
        CallKit both = kit(true, true);
        redirected(both, both.trunkInvite(CallKit.from(CallKit.ADA), ""));
        both.pbx.hearsNothing();
        CallEvent event = both.event();
        assertEquals(Outcome.REDIRECTED, event.outcome());
        assertEquals("named", event.naming());
        assertEquals(302, event.status());
        assertEquals("carrier", event.trunk());
        assertEquals(1, both.counters.callsRedirected.sum());
        assertEquals(1, both.counters.outcome(Outcome.REDIRECTED).sum());
        assertEquals(0, both.board.activeCalls());
        assertEquals(0, both.board.dialogCount());
    }

    @Test
    void the_acknowledgement_ends_here() {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), "");
        Sip moved = redirected(kit, invite);
        kit.trunk.sends(Sip.message(
                "ACK " + URI + " SIP/2.0",
                "Via: " + invite.header("Via") + "\nMax-Forwards: 70\nFrom: " + invite.header("From") + "\nTo: "
                        + moved.header("To") + "\nCall-ID: " + invite.header("Call-ID") + "\nCSeq: 20 ACK\n",
                ""));
        kit.pass(10_000);
        kit.trunk.hearsNothing();
        assertEquals(0, kit.counters.unknownDialogs.sum());
        assertEquals(0, kit.board.transactionCount());
    }

    @Test
    void calls_out_never_go_to_it() {
        CallKit both = kit(true, true);
        Sip invite = both.pbxInvite(CallKit.from("201"), "sip:+12025550123@192.0.2.7", "");
        both.pbx.sends(invite);
        assertEquals(
                List.of(100, 404), both.pbx.hearsAll().stream().map(Sip::status).toList());
        both.trunk.hearsNothing();
    }
}
