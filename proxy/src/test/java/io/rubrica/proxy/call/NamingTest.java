package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.enrich.Enrichment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a name on the way from the trunk to the PBX, and where it is written. */
class NamingTest {
    private static final String NAME = "\"Ada Lovelace\"";

    private final CallKit kit = new CallKit();

    private Sip heard(String from, String further) {
        return kit.relayed(kit.trunk, kit.trunkInvite(from, further));
    }

    @Test
    void a_known_caller_gets_a_name() {
        Sip invite = heard(CallKit.from(CallKit.ADA), "");
        assertTrue(invite.header("From").startsWith(NAME + " <sip:+12025550100@trunk.example>;tag="), invite.text());
        assertEquals(1, kit.counters.naming(Enrichment.Reason.NAMED).sum());
    }

    @Test
    void an_unknown_caller_keeps_what_the_trunk_sent() {
        Sip invite = heard("\"Somebody\" " + CallKit.from("+12025550199"), "");
        assertTrue(
                invite.header("From").startsWith("\"Somebody\" <sip:+12025550199@trunk.example>;tag="), invite.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"WIRELESS CALLER\" <sip:+12025550100@trunk.example>",
                "Unquoted Words <sip:+12025550100@trunk.example>",
                "sip:+12025550100@trunk.example",
                "<tel:+12025550100>",
                "tel:+12025550100",
                "<sip:+12025550100;npdi;rn=+12025550999@trunk.example;user=phone>",
                "sip:+12025550100;verstat=TN-Validation-Passed@trunk.example",
                "<sip:%2B12025550100@[2001:db8::7]>"
            })
    void a_known_number_is_known_in_every_notation(String from) {
        Sip invite = heard(from, "");
        String uri = from.replaceAll("^.*<|>$", "");
        assertTrue(invite.header("From").startsWith(NAME + " <" + uri + ">;tag="), invite.text());
    }

    @Test
    void a_trusted_trunks_asserted_identity_tells_the_caller_and_gets_the_name_too() {
        Sip invite = heard(
                CallKit.from("5550"),
                "P-Asserted-Identity: \"x\" <sip:+12025550100@trunk.example>, <tel:+12025550100>\n"
                        + "Remote-Party-ID: <sip:+12025550100@trunk.example>;party=calling;screen=yes\n"
                        + "P-Asserted-Identity: <sip:+12025550177@trunk.example>\n");
        assertTrue(invite.header("From").startsWith(NAME), invite.text());
        assertEquals(
                List.of(
                        NAME + " <sip:+12025550100@trunk.example>, " + NAME + " <tel:+12025550100>",
                        "<sip:+12025550177@trunk.example>"),
                invite.headers("P-Asserted-Identity"));
        assertEquals(
                NAME + " <sip:+12025550100@trunk.example>;party=calling;screen=yes", invite.header("Remote-Party-ID"));
    }

    @Test
    void of_two_asserted_identities_the_one_with_a_number_counts() {
        Sip invite =
                heard(CallKit.from("main"), "P-Asserted-Identity: <sip:main.desk@trunk.example>, <tel:+12025550100>\n");
        assertTrue(invite.header("From").startsWith(NAME), invite.text());
    }

    @Test
    void an_untrusted_trunk_asserts_nothing() {
        CallKit.Options options = new CallKit.Options();
        options.trunkTrusted = false;
        CallKit untrusted = new CallKit(options);
        Sip invite = untrusted.relayed(
                untrusted.trunk,
                untrusted.trunkInvite(CallKit.from("+12025550199"), "P-Asserted-Identity: <tel:+12025550100>\n"));
        assertFalse(invite.has("P-Asserted-Identity"), invite.text());
        assertTrue(invite.header("From").startsWith("<sip:+12025550199@"), invite.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Privacy: id",
                "privacy: USER",
                "Privacy: header",
                "Privacy: session;critical",
                "Privacy: none;id",
                "Remote-Party-ID: <sip:+12025550100@trunk.example>;privacy=full",
                "Remote-Party-ID: <sip:+12025550100@trunk.example>;privacy=\"full\""
            })
    void who_asks_for_privacy_stays_unnamed(String header) {
        Sip invite = heard("\"\" " + CallKit.from(CallKit.ADA), header + "\n");
        assertTrue(invite.header("From").startsWith("\"\" <sip:+12025550100@"), invite.text());
        assertTrue(invite.text().contains("\n" + header + "\n"), invite.text());
        assertEquals(1, kit.counters.naming(Enrichment.Reason.PRIVACY).sum());
        kit.pbx.sends(invite.answer("486 Busy Here", "b"));
        assertEquals("anonymous", kit.event().caller());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
                "<sip:Anonymous@trunk.example>",
                "<sip:c8oqz84zk7z@anonymous.invalid>",
                "sip:anonymous@192.0.2.7"
            })
    void an_anonymous_from_is_a_wish_for_privacy(String from) {
        Sip invite = heard(from, "P-Asserted-Identity: <tel:+12025550100>\n");
        assertTrue(invite.header("From").startsWith(from), invite.text());
        assertEquals("<tel:+12025550100>", invite.header("P-Asserted-Identity"));
    }

    @Test
    void privacy_none_permits() {
        assertTrue(heard(CallKit.from(CallKit.ADA), "Privacy: none\n")
                .header("From")
                .startsWith(NAME));
    }

    @Test
    void a_hidden_identity_is_kept_from_a_pbx_that_is_not_trusted() {
        CallKit.Options options = new CallKit.Options();
        options.pbxTrusted = false;
        CallKit untrusted = new CallKit(options);
        String asserted = "P-Asserted-Identity: <tel:+12025550100>\n";
        Sip hidden = untrusted.relayed(
                untrusted.trunk, untrusted.trunkInvite(CallKit.from("+12025550199"), asserted + "Privacy: id\n"));
        Sip open = untrusted.relayed(untrusted.trunk, untrusted.trunkInvite(CallKit.from("+12025550199"), asserted));
        assertFalse(hidden.has("P-Asserted-Identity"), hidden.text());
        assertEquals("Privacy", hidden.has("Privacy") ? "Privacy" : "");
        assertTrue(open.has("P-Asserted-Identity"), open.text());
    }

    @Test
    void a_label_is_written_for_who_is_unknown() {
        CallKit.Options options = new CallKit.Options();
        options.labels.put("+12025550123", "Sales");
        CallKit labelled = new CallKit(options);
        Sip known = labelled.relayed(labelled.trunk, labelled.trunkInvite(CallKit.from(CallKit.ADA), ""));
        Sip unknown = labelled.relayed(labelled.trunk, labelled.trunkInvite(CallKit.from("+12025550199"), ""));
        assertTrue(known.header("From").startsWith("\"Sales Ada Lovelace\" <"), known.text());
        assertTrue(unknown.header("From").startsWith("\"Sales +12025550199\" <"), unknown.text());
    }

    @Test
    void a_name_of_any_letters_is_written_as_a_quoted_string() {
        kit.names.put("12025550100", "J\u00fcrgen \"\u0416\" \\ \ud83d\ude00, <x>;tag=9");
        Sip invite = heard(CallKit.from(CallKit.ADA), "");
        assertTrue(
                invite.header("From")
                        .startsWith("\"J\u00fcrgen \\\"\u0416\\\" \\\\ \ud83d\ude00, <x>;tag=9\" <sip:+12025550100@"),
                invite.text());
    }
}
