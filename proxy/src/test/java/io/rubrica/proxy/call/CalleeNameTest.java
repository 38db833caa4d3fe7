package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.enrich.Enrichment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a call out the PBX is told whom it reaches, by our name; the trunk never is. */
class CalleeNameTest {
    private static final String ADA_URI = "sip:+12025550100@198.51.100.1:5060";
    private static final String NAMED = "\"Ada Lovelace\" ";
    private static final String ADA = "<sip:+12025550100@carrier.example>";
    private static final String ASSERTED = "P-Asserted-Identity: " + ADA + "\n";

    private CallKit kit = new CallKit();

    private void set(String pbxSettings) {
        CallKit.Options options = new CallKit.Options();
        options.pbxSettings = pbxSettings;
        kit = new CallKit(options);
    }

    private Sip called(String further) {
        return kit.relayed(
                kit.pbx,
                kit.pbxInvite("<sip:201@pbx.example>", ADA_URI, further)
                        .with("To: .*", "To: <sip:+12025550100@pbx.example>"));
    }

    private Sip answered(Sip heard, String status, String further) {
        kit.trunk.sends(heard.answer(status, "far", "Contact: <sip:far@192.0.2.7:5060>\n" + further, ""));
        return kit.pbx.hears();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P-Asserted-Identity|<sip:+12025550100@carrier.example>",
                "P-Asserted-Identity|<tel:+1-202-555-0100>",
                "Remote-Party-ID|<sip:0012025550100@carrier.example>;party=called;screen=yes"
            })
    void ringing_and_answer_carry_the_name_where_they_have_a_place_for_it(String header, String value) {
        Sip heard = called("");
        String line = header + ": \"ADA L\" " + value + "\n";
        assertEquals(NAMED + value, answered(heard, "180 Ringing", line).header(header));
        assertEquals(NAMED + value, answered(heard, "200 OK", line).header(header));
        assertEquals(1, kit.counters.callees(Enrichment.Reason.NAMED).sum());
    }

    @Test
    void an_answer_without_a_place_for_it_stays_as_it_is() {
        Sip heard = called("");
        assertFalse(answered(heard, "180 Ringing", "").text().contains("Lovelace"));
        assertFalse(answered(heard, "200 OK", "").text().contains("Lovelace"));
        assertEquals(0, kit.counters.callees(Enrichment.Reason.NAMED).sum());
    }

    @Test
    void another_who_answers_is_not_called_by_that_name() {
        String other = "<sip:+12025550177@carrier.example>";
        Sip ok = answered(called(""), "200 OK", "P-Asserted-Identity: " + other + "\n");
        assertEquals(other, ok.header("P-Asserted-Identity"));
    }

    @Test
    void whom_nobody_knows_keeps_the_trunks_name() {
        kit.names.clear();
        Sip ok = answered(called(""), "200 OK", "P-Asserted-Identity: \"ADA L\" " + ADA + "\n");
        assertEquals("\"ADA L\" " + ADA, ok.header("P-Asserted-Identity"));
        assertEquals(1, kit.counters.callees(Enrichment.Reason.UNKNOWN).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "user", "header", "session", "critical", "ID;critical"})
    void who_answers_and_asks_for_privacy_is_not_named_then_or_later(String privacy) {
        set("callee-name: always");
        Sip heard = called("");
        Sip ringing = answered(heard, "180 Ringing", ASSERTED + "Privacy: " + privacy + "\n");
        assertEquals(ADA, ringing.header("P-Asserted-Identity"));
        assertEquals(ADA, answered(heard, "200 OK", ASSERTED).header("P-Asserted-Identity"));
        assertEquals(1, kit.counters.callees(Enrichment.Reason.PRIVACY).sum());
    }

    @Test
    void a_private_remote_party_is_not_named() {
        String header = "Remote-Party-ID: " + ADA + ";party=called;privacy=full\n";
        assertFalse(answered(called(""), "200 OK", header).text().contains("Lovelace"));
    }

    @Test
    void privacy_of_who_calls_says_nothing_of_who_is_called() {
        Sip heard = kit.relayed(
                kit.pbx, kit.pbxInvite("\"Anonymous\" <sip:anonymous@anonymous.invalid>", ADA_URI, "Privacy: id\n"));
        assertEquals(NAMED + ADA, answered(heard, "200 OK", ASSERTED).header("P-Asserted-Identity"));
    }

    @Test
    void what_an_untrusted_trunk_asserts_ends_here_and_its_remote_party_is_named() {
        CallKit.Options options = new CallKit.Options();
        options.trunkTrusted = false;
        kit = new CallKit(options);
        Sip ok = answered(called(""), "200 OK", ASSERTED + "Remote-Party-ID: " + ADA + "\n");
        assertFalse(ok.has("P-Asserted-Identity"), ok.text());
        assertEquals(NAMED + ADA, ok.header("Remote-Party-ID"));
    }

    @Test
    void an_answer_without_a_place_gets_one_where_the_operator_asks_for_it() {
        set("callee-name: always");
        Sip heard = called("");
        String added = NAMED + "<sip:+12025550100@pbx.example>";
        assertEquals(added, answered(heard, "183 Session Progress", "").header("P-Asserted-Identity"));
        assertEquals(added, answered(heard, "200 OK", "").header("P-Asserted-Identity"));
    }

    @Test
    void an_identity_of_our_own_never_contradicts_the_trunks() {
        set("callee-name: always");
        String other = "<sip:+12025550177@carrier.example>";
        Sip heard = called("");
        assertFalse(answered(heard, "180 Ringing", "Remote-Party-ID: " + other + "\n")
                .has("P-Asserted-Identity"));
        Sip ok = answered(heard, "200 OK", "P-Asserted-Identity: " + other + "\n");
        assertEquals(other, ok.header("P-Asserted-Identity"));
    }

    @Test
    void a_refusal_gets_no_identity_of_our_own() {
        set("callee-name: always");
        Sip heard = called("");
        kit.trunk.sends(heard.answer("486 Busy Here", "far"));
        kit.trunk.hears();
        assertFalse(kit.pbx.hears().has("P-Asserted-Identity"));
    }

    @Test
    void nobody_is_named_where_the_operator_says_so() {
        set("callee-name: off");
        assertEquals(ADA, answered(called(""), "200 OK", ASSERTED).header("P-Asserted-Identity"));
        assertEquals(0, kit.counters.callees(Enrichment.Reason.NAMED).sum());
    }

    @Test
    void an_emergency_service_is_not_looked_up() {
        set("callee-name: always");
        kit.names.put("112", "Somebody");
        Sip heard = kit.relayed(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:112@198.51.100.1:5060", ""));
        Sip ok = answered(heard, "200 OK", "P-Asserted-Identity: <sip:112@carrier.example>\n");
        assertEquals("<sip:112@carrier.example>", ok.header("P-Asserted-Identity"));
    }

    @Test
    void a_call_in_shows_nobodys_name_to_the_trunk() {
        set("callee-name: always");
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from("+12025550199"), ""));
        kit.pbx.sends(heard.answer("200 OK", "desk", "Contact: <sip:desk@198.51.100.5:5060>\n" + ASSERTED, ""));
        assertEquals(ADA, kit.trunk.hears().header("P-Asserted-Identity"));
    }

    private CallKit.Call up() {
        Sip invite = kit.pbxInvite("<sip:201@pbx.example>", ADA_URI, "")
                .with("To: .*", "To: <sip:+12025550100@pbx.example>");
        Sip heard = kit.relayed(kit.pbx, invite);
        Sip ok = heard.answer("200 OK", "far", "Contact: <sip:far@192.0.2.7:5060>\n" + ASSERTED, CallKit.BODY);
        kit.trunk.sends(ok);
        Sip answered = kit.pbx.hears();
        Party.Side calling = kit.pbx.calling(answered);
        calling.sends("ACK", invite.cseq());
        kit.trunk.hears();
        return new CallKit.Call(invite, heard, ok, answered, calling, kit.trunk.called(heard, ok));
    }

    @Test
    void the_event_tells_where_the_name_came_from() {
        CallKit.Call call = up();
        call.calling().sends("BYE", 30);
        CallEvent event = kit.event();
        assertEquals(
                "out named exact customers",
                String.join(" ", event.direction(), event.naming(), event.rule(), event.source()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void later_answers_and_requests_of_the_trunk_carry_it_too(boolean restarted) {
        CallKit.Call call = up();
        if (restarted) kit.restart();
        for (String method : new String[] {"INVITE", "UPDATE"}) {
            call.calling().sends(method, method.equals("INVITE") ? 30 : 31);
            Sip asked = kit.trunk.hearsAll().get(method.equals("INVITE") ? 0 : 1);
            kit.trunk.sends(asked.answer("200 OK", "", "Contact: <sip:far@192.0.2.7:5060>\n" + ASSERTED, ""));
            Sip heard = kit.pbx.hearsAll().get(method.equals("INVITE") ? 1 : 0);
            assertEquals(NAMED + ADA, heard.header("P-Asserted-Identity"));
            if (method.equals("INVITE")) call.calling().sends("ACK", 30);
        }
        kit.trunk.sends(call.called().request("UPDATE", 7, ASSERTED, ""));
        assertEquals(NAMED + ADA, kit.pbx.hears().header("P-Asserted-Identity"));
        kit.trunk.sends(call.called().request("UPDATE", 8, ASSERTED + "Privacy: id\n", ""));
        assertEquals(ADA, kit.pbx.hears().header("P-Asserted-Identity"));
    }

    @Test
    void a_call_that_had_no_place_for_it_before_a_restart_is_looked_up_after() {
        Sip invite = kit.pbxInvite("<sip:201@pbx.example>", ADA_URI, "");
        CallKit.Call call = kit.up(kit.pbx, invite);
        kit.restart();
        kit.trunk.sends(call.called().request("UPDATE", 7, ASSERTED, ""));
        assertEquals(NAMED + ADA, kit.pbx.hears().header("P-Asserted-Identity"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_trunk_never_hears_it(boolean restarted) {
        CallKit.Call call = up();
        if (restarted) kit.restart();
        String ours = NAMED + "<sip:+12025550100@pbx.example>";
        Sip update = call.calling()
                .request(
                        "UPDATE",
                        30,
                        "Remote-Party-ID: " + ours + ";party=called\nP-Asserted-Identity: " + ours + "\n",
                        "")
                .with("To: <", "To: " + NAMED + "<");
        kit.pbx.sends(update);
        assertFalse(kit.trunk.hears().text().contains("Lovelace"));
        kit.trunk.sends(call.called().request("INFO", 7));
        kit.pbx.sends(kit.pbx.hears().answer("200 OK", "", "P-Asserted-Identity: " + ours + "\n", ""));
        Sip ok = kit.trunk.hears();
        assertFalse(ok.text().contains("Lovelace"), ok.text());
        Sip again = kit.relayed(
                kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", ADA_URI, "").with("To: .*", "To: " + ours));
        assertTrue(again.header("To").startsWith("<sip:+12025550100@"), again.text());
        Sip transfer = call.calling().request("REFER", 31, "Refer-To: " + ours + "\n", "");
        kit.pbx.sends(transfer);
        assertFalse(kit.trunk.hears().text().contains("Lovelace"));
    }
}
