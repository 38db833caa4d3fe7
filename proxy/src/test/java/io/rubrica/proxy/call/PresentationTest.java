package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls out, as a trunk wants to read their numbers and hosts. */
class PresentationTest {
    private static final String NATIONAL =
            "country: GB\ndomains: carrier.example\nnumbers: {called: national, caller: no-plus}\nfrom-domain: us.example";

    private CallKit kit = with(NATIONAL);

    private static CallKit with(String trunkSettings) {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = trunkSettings;
        return new CallKit(options);
    }

    private Sip out(String from, String called, String further) {
        return kit.relayed(kit.pbx, invite(from, called, further));
    }

    private Sip invite(String from, String called, String further) {
        return kit.pbxInvite(from, "sip:" + called + "@198.51.100.1:5060", further)
                .with("To: .*", "To: \"Far\" <sip:" + called + "@pbx.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "as-is, '', 02079460010, 02079460010",
        "as-is, 9, 02079460010, 902079460010",
        "as-is, 9, +442079460010, +442079460010",
        "e164, '', 02079460010, +442079460010",
        "e164, '', 00390612345678, +390612345678",
        "e164, '', 201, 201",
        "no-plus, '', 02079460010, 442079460010",
        "no-plus, 77, +442079460010, 77442079460010",
        "national, '', +442079460010, 02079460010",
        "national, '', +390612345678, 00390612345678",
        "national, *9, +442079460010, *902079460010",
        "national, 9, 4040, 94040",
        "national, 9, desk, desk"
    })
    void a_called_number_has_the_form_that_the_trunk_wants(String form, String prefix, String dialled, String told) {
        kit = with("country: GB\nnumbers: {called: " + form + ", prefix: \"" + prefix + "\"}");
        Sip heard = out("<sip:201@pbx.example>", dialled, "");
        assertEquals("sip:" + told + "@192.0.2.7:5060", heard.uri());
        assertEquals("\"Far\" <sip:" + told + "@pbx.example>", heard.header("To"));
    }

    @Test
    void callers_and_who_forwarded_have_the_form_and_the_host_that_the_trunk_wants() {
        String mine = "sip:+442079460020;x=y@pbx.example:5080;user=phone";
        String told = "sip:442079460020;x=y@us.example;user=phone";
        Sip heard = out(
                "\"Desk\"  <" + mine + ">",
                "+442079460010",
                "P-Asserted-Identity: <" + mine
                        + ">, <tel:+442079460020>\nP-Preferred-Identity: sip:+442079460020@pbx.example\nRemote-Party-ID: \"Desk\" <"
                        + mine + ">;party=calling\nDiversion: <" + mine + ">;reason=no-answer\nHistory-Info: <" + mine
                        + ">;index=1\n");
        assertTrue(heard.header("From").startsWith("\"Desk\"  <" + told + ">;tag="), heard.text());
        assertEquals("<" + told + ">, <tel:+442079460020>", heard.header("P-Asserted-Identity"));
        assertEquals("<sip:442079460020@us.example>", heard.header("P-Preferred-Identity"));
        assertEquals("\"Desk\" <" + told + ">;party=calling", heard.header("Remote-Party-ID"));
        assertEquals("<" + told + ">;reason=no-answer", heard.header("Diversion"));
        assertEquals("<" + mine + ">;index=1", heard.header("History-Info"));
        assertEquals("\"Far\" <sip:02079460010@carrier.example>", heard.header("To"));
        assertEquals("sip:02079460010@carrier.example", heard.uri());
    }

    @Test
    void nobody_is_made_of_who_is_anonymous() {
        Sip heard = out("\"Anonymous\" <sip:anonymous@anonymous.invalid>", "+442079460010", "Privacy: id\n");
        assertEquals("sip:anonymous@anonymous.invalid", heard.uriIn("From"));
    }

    @Test
    void a_number_with_a_context_of_its_own_stays() {
        String mine = "sip:2079460020;phone-context=+44@pbx.example";
        assertEquals(mine, out("<" + mine + ">", "+442079460010", "").uriIn("From"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Identity: eyJhbGciOi.J9.x;info=<https://cert.example/p.cer>\n", "y: eyJhbGciOi.J9.x\n"})
    void what_is_signed_stays(String signature) {
        Sip invite = invite("<sip:+442079460020@pbx.example>", "+442079460010", signature);
        Sip heard = kit.relayed(kit.pbx, invite);
        assertEquals("sip:+442079460020@pbx.example", heard.uriIn("From"));
        assertEquals("sip:+442079460010@pbx.example", heard.uriIn("To"));
        assertEquals("sip:+442079460010@carrier.example", heard.uri());
    }

    @Test
    void a_request_uri_that_a_password_was_reckoned_with_stays() {
        Sip heard = out(
                "<sip:+442079460020@pbx.example>",
                "+442079460010",
                "Authorization: Digest username=\"a\", uri=\"sip:+442079460010@198.51.100.1:5060\"\n");
        assertEquals("sip:+442079460010@198.51.100.1:5060", heard.uri());
        assertEquals("sip:02079460010@carrier.example", heard.uriIn("To"));
    }

    @Test
    void an_emergency_call_stays() {
        Sip heard = out("<sip:+442079460020@pbx.example>", "112", "");
        assertEquals("sip:+442079460020@pbx.example", heard.uriIn("From"));
        assertEquals("sip:112@pbx.example", heard.uriIn("To"));
    }

    @Test
    void a_call_in_stays() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from("+442079460020"), ""));
        assertEquals("sip:+442079460020@trunk.example", heard.uriIn("From"));
        kit.pbx.sends(heard.answer(
                "200 OK",
                "desk",
                "Contact: <sip:desk@198.51.100.5:5060>\nP-Asserted-Identity: <sip:+442079460030@pbx.example>\n",
                ""));
        assertEquals("<sip:+442079460030@pbx.example>", kit.trunk.hears().header("P-Asserted-Identity"));
    }

    private CallKit.Call up() {
        Sip invite = invite("<sip:+442079460020@pbx.example>", "+442079460010", "");
        return kit.up(kit.pbx, invite);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void each_leg_keeps_its_own_names_to_the_end(boolean restarted) {
        CallKit.Call call = up();
        assertEquals(call.sent().header("From"), call.answered().header("From"));
        if (restarted) kit.restart();
        kit.pbx.sends(call.calling().request("INFO", 30, "P-Asserted-Identity: <sip:+442079460020@pbx.example>\n", ""));
        Sip info = kit.trunk.hears();
        assertEquals(call.heard().header("From"), info.header("From"));
        assertEquals(call.ok().header("To"), info.header("To"));
        assertEquals("<sip:442079460020@us.example>", info.header("P-Asserted-Identity"));
        kit.trunk.sends(info.answer("200 OK", ""));
        kit.pbx.hears();
        call.called().sends("BYE", 7);
        Sip bye = kit.pbx.hears();
        assertEquals(call.answered().header("To"), bye.header("From"));
        assertEquals(call.sent().header("From"), bye.header("To"));
    }

    @Test
    void another_who_speaks_in_the_call_has_the_form_too() {
        CallKit.Call call = up();
        Sip update = call.calling().request("UPDATE", 30, "", "").with("sip:\\+442079460020@", "sip:+442079460021@");
        kit.pbx.sends(update);
        assertEquals("sip:442079460021@us.example", kit.trunk.hears().uriIn("From"));
    }

    @Test
    void the_cancel_and_the_ack_of_a_refusal_say_what_the_invite_said() {
        Sip invite = invite("<sip:+442079460020@pbx.example>", "+442079460010", "");
        Sip heard = kit.relayed(kit.pbx, invite);
        kit.trunk.sends(heard.answer("180 Ringing", "far"));
        kit.pbx.hears();
        kit.pbx.sends(invite.with("INVITE", "CANCEL").with("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        Sip cancel = kit.trunk.hears();
        assertEquals(heard.uri(), cancel.uri());
        assertEquals(heard.header("From"), cancel.header("From"));
        assertEquals(heard.header("To"), cancel.header("To"));
        kit.trunk.sends(heard.answer("487 Request Terminated", "far"));
        Sip ack = kit.trunk.hears();
        assertEquals(heard.uri(), ack.uri());
        assertEquals(heard.header("From"), ack.header("From"));
        assertFalse(kit.pbx.hearsAll().isEmpty());
    }

    @Test
    void a_bye_of_our_own_says_to_each_side_what_it_knows() {
        CallKit.Call call = up();
        kit.board.hangUpAll();
        assertEquals(call.heard().header("From"), kit.trunk.hears().header("From"));
        assertEquals(call.sent().header("From"), kit.pbx.hears().header("To"));
    }
}
