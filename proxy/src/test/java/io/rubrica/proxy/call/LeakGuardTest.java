package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PBX sends a call out again that it got a name with: the name stays at home. */
class LeakGuardTest {
    private static final String OUTSIDE = "sip:+12025550177@198.51.100.1:5060";

    private final CallKit kit = new CallKit();

    private void adaRang() {
        kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
    }

    private Sip forwarded(String from, String further) {
        return kit.relayed(kit.pbx, kit.pbxInvite(from, OUTSIDE, further));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Ada Lovelace\" <sip:+12025550100@pbx.example>",
                "\"Ada Lovelace\" <sip:0012025550100@pbx.example>",
                "\"Ada Lovelace\" <tel:+1-202-555-0100>",
                "\"Ada Lovelace\"<sip:+12025550100@pbx.example>",
                "Ada Lovelace <sip:+12025550100@pbx.example>"
            })
    void the_from_of_a_forwarded_call_has_no_name(String from) {
        adaRang();
        Sip heard = forwarded(from, "");
        assertFalse(heard.text().contains("Lovelace"), heard.text());
        assertEquals(from.replaceAll("^.*<", "<"), heard.header("From").replaceAll(";tag=.*", ""));
        assertEquals(1, kit.counters.leaksStopped.sum());
    }

    @Test
    void what_stood_there_before_stands_there_again() {
        kit.relayed(kit.trunk, kit.trunkInvite("\"WIRELESS CALLER\" " + CallKit.from(CallKit.ADA), ""));
        Sip heard = forwarded("\"Ada Lovelace\" <sip:+12025550100@pbx.example>", "");
        assertTrue(heard.header("From").startsWith("\"WIRELESS CALLER\" <sip:+12025550100@pbx.example>"), heard.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P-Asserted-Identity|''",
                "P-Preferred-Identity|''",
                "Remote-Party-ID|;party=calling",
                "Diversion|;reason=unconditional;counter=1",
                "History-Info|;index=1.1",
                "Referred-By|;x=y",
                "b|;x=y",
                "Refer-To|;x=y",
                "r|;x=y"
            })
    void no_header_that_names_somebody_lets_it_out(String header, String parameters) {
        adaRang();
        String value = "\"Ada Lovelace\" <sip:+12025550100@pbx.example>" + parameters;
        Sip heard = forwarded("\"Desk\" <sip:100@pbx.example>", header + ": " + value + "\n");
        assertEquals("<sip:+12025550100@pbx.example>" + parameters, heard.header(header), heard.text());
    }

    @Test
    void every_value_and_every_line_of_a_header_is_looked_at() {
        adaRang();
        String ada = "\"Ada Lovelace\" <sip:+12025550100@pbx.example>";
        String other = "\"Grace, \\\"Hopper\\\"\" <sip:+12025550188@pbx.example>";
        Sip heard = forwarded(
                "<sip:100@pbx.example>",
                "History-Info: " + other + ";index=1 , " + ada + ";index=1.1\n"
                        + "Diversion: " + ada + ";reason=no-answer," + ada + ";reason=\"x, y\"\n"
                        + "History-Info: <sip:x@y.example?Reason=SIP%3Bcause%3D302>;index=2," + ada + ";index=3\n");
        assertFalse(heard.text().contains("Lovelace"), heard.text());
        assertEquals(
                other + ";index=1 , <sip:+12025550100@pbx.example>;index=1.1",
                heard.headers("History-Info").get(0));
        assertEquals(
                "<sip:+12025550100@pbx.example>;reason=no-answer,<sip:+12025550100@pbx.example>;reason=\"x, y\"",
                heard.header("Diversion"));
    }

    @Test
    void the_to_of_a_call_back_has_no_name() {
        adaRang();
        Sip invite = kit.pbxInvite("<sip:100@pbx.example>", "sip:+12025550100@198.51.100.1:5060", "")
                .with("To: .*", "To: \"Ada Lovelace\" <sip:+12025550100@pbx.example>");
        assertEquals(
                "<sip:+12025550100@pbx.example>", kit.relayed(kit.pbx, invite).header("To"));
    }

    @Test
    void a_value_before_it_that_nobody_understands_hides_no_name() {
        adaRang();
        Sip heard = forwarded(
                "<sip:100@pbx.example>",
                "Diversion: Doe, John <sip:1@pbx.example>;reason=x, \"Ada Lovelace\" <sip:+12025550100@pbx.example>\n");
        assertFalse(heard.text().contains("Lovelace"), heard.text());
    }

    @Test
    void names_that_are_not_ours_go_out() {
        adaRang();
        Sip heard = forwarded("\"Ada L.\" <sip:+12025550100@pbx.example>", "Subject: Ada Lovelace\n");
        assertTrue(heard.header("From").startsWith("\"Ada L.\" <"), heard.text());
        assertEquals("Ada Lovelace", heard.header("Subject"));
        Sip other = forwarded("\"Ada Lovelace\" <sip:+12025550111@pbx.example>", "");
        assertTrue(other.header("From").startsWith("\"Ada Lovelace\" <"), other.text());
    }

    @Test
    void a_name_is_remembered_though_the_number_has_got_another_since() {
        adaRang();
        kit.names.put("12025550100", "Mamma");
        adaRang();
        Sip first = forwarded("\"Ada Lovelace\" <sip:+12025550100@pbx.example>", "");
        Sip second = forwarded("\"Mamma\" <sip:+12025550100@pbx.example>", "");
        assertFalse(first.text().contains("Lovelace"), first.text());
        assertFalse(second.text().contains("Mamma"), second.text());
    }

    @Test
    void identities_of_an_untrusted_pbx_stay_behind() {
        CallKit.Options options = new CallKit.Options();
        options.pbxTrusted = false;
        CallKit untrusted = new CallKit(options);
        Sip heard = untrusted.relayed(
                untrusted.pbx,
                untrusted.pbxInvite("<sip:100@pbx.example>", OUTSIDE, "P-Asserted-Identity: <tel:+12025550142>\n"));
        assertFalse(heard.has("P-Asserted-Identity"), heard.text());
    }

    @Test
    void a_hidden_identity_is_kept_from_a_trunk_that_is_not_trusted() {
        CallKit.Options options = new CallKit.Options();
        options.trunkTrusted = false;
        CallKit untrusted = new CallKit(options);
        String asserted = "P-Asserted-Identity: <tel:+12025550142>\n";
        Sip hidden = untrusted.relayed(
                untrusted.pbx, untrusted.pbxInvite("<sip:100@pbx.example>", OUTSIDE, asserted + "Privacy: id\n"));
        Sip open = untrusted.relayed(untrusted.pbx, untrusted.pbxInvite("<sip:100@pbx.example>", OUTSIDE, asserted));
        assertFalse(hidden.has("P-Asserted-Identity"), hidden.text());
        assertTrue(open.has("P-Asserted-Identity"), open.text());
    }
}
