package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.sip.Flaw;
import io.rubrica.proxy.sip.Wire;
import io.rubrica.proxy.transport.RecordingListener;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in from outside a call: emergencies, strangers, questions, and what we do not do. */
class AtTheDoorTest {
    private final CallKit kit = new CallKit();

    private Sip refusal(Sip invite) {
        kit.trunk.sends(invite);
        List<Sip> answers = kit.trunk.hearsAll();
        kit.pbx.hearsNothing();
        return answers.get(answers.size() - 1);
    }

    private Sip out(String method) {
        return kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE", method);
    }

    @Test
    void options_are_answered_here() {
        kit.trunk.sends(out("OPTIONS"));
        Sip ok = kit.trunk.hears();
        assertEquals("SIP/2.0 200 OK", ok.startLine());
        assertTrue(ok.has("Allow"));
        kit.pbx.sends(kit.pbxInvite(CallKit.from("100"), "sip:198.51.100.1", "").with("INVITE", "OPTIONS"));
        assertEquals(200, kit.pbx.hears().status());
        kit.board.drain();
        kit.trunk.sends(out("OPTIONS"));
        assertEquals(503, kit.trunk.hears().status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"REGISTER", "SUBSCRIBE", "PUBLISH", "MESSAGE", "REFER", "NOTIFY", "STRANGE", "PRACK", "BYE"})
    void other_methods_outside_a_call_are_not_served(String method) {
        Sip refused = refusal(out(method));
        assertEquals("SIP/2.0 405 Method Not Allowed", refused.startLine());
        assertTrue(refused.header("Allow").contains("INVITE"));
    }

    @Test
    void a_call_that_went_too_far_is_turned_away() {
        assertEquals(
                "SIP/2.0 483 Too Many Hops",
                refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("Max-Forwards: 70", "Max-Forwards: 0"))
                        .startLine());
    }

    @Test
    void a_call_without_max_forwards_gets_seventy() {
        Sip heard = kit.relayed(
                kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("Max-Forwards: 70\n", ""));
        assertEquals("70", heard.header("Max-Forwards"));
    }

    @Test
    void what_a_proxy_must_understand_is_not_understood() {
        Sip refused =
                refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "Proxy-Require: privacy, x-y\nProxy-Require: z\n"));
        assertEquals("SIP/2.0 420 Bad Extension", refused.startLine());
        assertEquals("privacy, x-y, z", String.join(", ", refused.headers("Unsupported")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "urn:service:counseling", "mailto:a@example.com", "nobody:1"})
    void a_scheme_that_we_do_not_speak_is_told(String uri) {
        assertEquals(
                "SIP/2.0 416 Unsupported URI Scheme",
                refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE \\S+", "INVITE " + uri))
                        .startLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sip:1@192.0.2.1>", "sip:1@192.0.2.1:99999", "sip:", "12025550123", "sip:1@[2001:db8::1"})
    void a_request_uri_that_is_none_is_told(String uri) {
        assertEquals(
                400,
                refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE \\S+", "INVITE " + uri))
                        .status());
    }

    @Test
    void a_tel_uri_is_called_as_it_is() {
        Sip heard = kit.relayed(
                kit.trunk,
                kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE \\S+", "INVITE tel:+12025550123;x=y"));
        assertEquals("INVITE tel:+12025550123;x=y SIP/2.0", heard.startLine());
    }

    @Test
    void user_and_parameters_of_the_request_uri_stay() {
        Sip heard = kit.relayed(
                kit.trunk,
                kit.trunkInvite(CallKit.from(CallKit.ADA), "")
                        .with("INVITE \\S+", "INVITE sip:+12025550123;npdi@192.0.2.1:5060;user=phone;x=y"));
        assertEquals("sip:+12025550123;npdi@198.51.100.5:5060;user=phone;x=y", heard.uri());
    }

    @Test
    void a_request_uri_that_credentials_were_made_for_stays() {
        Sip invite = kit.pbxInvite(
                "<sip:100@pbx.example>",
                "sip:+12025550177@carrier.example",
                "Proxy-Authorization: Digest username=\"a\"\n");
        assertEquals(
                "sip:+12025550177@carrier.example", kit.relayed(kit.pbx, invite).uri());
    }

    @Test
    void while_we_drain_new_calls_are_turned_away_and_others_go_on() {
        CallKit.Call call = kit.up();
        kit.board.drain();
        Sip refused = refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), ""));
        assertEquals("SIP/2.0 503 Service Unavailable", refused.startLine());
        assertTrue(refused.has("Retry-After"));
        assertEquals(1, kit.counters.refusedDraining.sum());
        call.calling().sends("INFO", 21);
        assertEquals("INFO", kit.pbx.hears().method());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:112@192.0.2.1", "tel:112", "urn:service:sos", "urn:service:sos.fire", "URN:service:SOS"})
    void an_emergency_call_is_left_entirely_alone(String uri) {
        kit.board.drain();
        String identities =
                "P-Asserted-Identity: <sip:+12025550100@trunk.example>\nPrivacy: id\nGeolocation: <cid:1@x>\n"
                        + "Resource-Priority: esnet.0\n";
        Sip invite = kit.pbxInvite("<sip:+12025550100@pbx.example>", uri, identities + "Proxy-Require: x\n");
        Sip heard = kit.relayed(kit.pbx, invite);
        assertEquals(uri.contains("@") ? "sip:112@192.0.2.7:5060" : uri, heard.uri());
        assertEquals(
                invite.header("From").replaceAll(";tag.*", ""),
                heard.header("From").replaceAll(";tag.*", ""));
        assertTrue(heard.text().contains("\n" + identities), heard.text());
        kit.trunk.sends(heard.answer("200 OK", "t", "Contact: <sip:psap@192.0.2.7>\n", ""));
        kit.pbx.calling(kit.pbx.hears()).sends("ACK", 20);
        kit.trunk.hears();
        assertEquals(0, kit.counters.refusedDraining.sum());
    }

    @Test
    void a_stranger_gets_no_answer() {
        assertFalse(kit.board.admits(kit.stranger.address, new RecordingListener("192.0.2.1:5060")));
        byte[] invite =
                Wire.bytes(kit.trunkInvite(CallKit.from(CallKit.ADA), "").text());
        kit.board.stranger(invite, invite.length, kit.stranger.address, kit.trunkListener());
        kit.stranger.hearsNothing();
    }

    @Test
    void a_stranger_may_be_told_when_the_operator_wants_it() {
        CallKit.Options options = new CallKit.Options();
        options.strangers = CallSettings.Strangers.FORBID;
        CallKit telling = new CallKit(options);
        byte[] invite =
                Wire.bytes(telling.trunkInvite(CallKit.from(CallKit.ADA), "").text());
        telling.board.stranger(invite, invite.length, telling.stranger.address, telling.trunkListener());
        assertEquals(
                "SIP/2.0 403 Forbidden",
                Sip.of(telling.trunkListener().only().bytes()).startLine());
        byte[] ack = Wire.bytes(telling.trunkInvite(CallKit.from(CallKit.ADA), "")
                .with("INVITE", "ACK")
                .text());
        telling.board.stranger(ack, ack.length, telling.stranger.address, telling.trunkListener());
        telling.board.stranger(new byte[] {1, 2, 3}, 3, telling.stranger.address, telling.trunkListener());
        assertEquals(List.of(), telling.trunkListener().taken());
        assertEquals(0, telling.board.transactionCount());
    }

    @Test
    void a_peer_has_rights_on_its_own_listener_only() {
        assertTrue(kit.board.admits(kit.trunk.address, kit.trunkListener()));
        assertFalse(kit.board.admits(kit.pbx.address, kit.trunkListener()));
    }

    @Test
    void what_cannot_be_read_is_told_where_it_can_be() {
        Sip refused = refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("CSeq: 20 INVITE", "CSeq: 20 BYE"));
        assertEquals("SIP/2.0 400 Bad CSeq", refused.startLine());
        assertEquals(1, kit.sipCounters.flaw(Flaw.BAD_CSEQ).sum());
        kit.trunk.sends(new Sip("garbage"));
        kit.trunk.hearsNothing();
        assertEquals(1, kit.sipCounters.flaw(Flaw.NOT_SIP).sum());
        assertEquals(1, kit.sipCounters.unanswerable.sum());
        kit.trunk.sends(new Sip("\n\n"));
        kit.trunk.sends(new Sip(""));
        assertEquals(1, kit.sipCounters.flaw(Flaw.NOT_SIP).sum());
    }

    @Test
    void a_contact_that_leads_nowhere_is_told() {
        assertEquals(
                400,
                refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("Contact: .*", "Contact: <sip:a@b"))
                        .status());
    }

    @Test
    void a_dialog_whose_bye_never_comes_is_swept_and_both_sides_are_told() {
        CallKit.Options options = new CallKit.Options();
        options.probeInterval = Duration.ofDays(1);
        CallKit kit = new CallKit(options);
        kit.up();
        kit.pass(40_000);
        kit.leap(11 * 3_600_000L);
        assertEquals(1, kit.board.activeCalls());
        kit.leap(3_700_000L);
        kit.pass(61_000);
        assertEquals("BYE", kit.trunk.hearsAll().get(0).method());
        assertEquals("BYE", kit.pbx.hearsAll().get(0).method());
        assertEquals(Outcome.TOO_LONG, kit.event().outcome());
        kit.pass(40_000);
        assertEquals(0, kit.board.dialogCount());
        assertEquals(0, kit.board.transactionCount());
    }

    @Test
    void a_stop_ends_every_call_that_is_up() {
        kit.up();
        kit.board.hangUpAll();
        assertEquals("BYE", kit.trunk.hears().method());
        assertEquals("BYE", kit.pbx.hears().method());
        assertEquals(Outcome.STOPPED, kit.event().outcome());
        assertEquals(0, kit.board.activeCalls());
    }

    @Test
    void a_call_that_asks_for_tls_all_the_way_goes_no_other_way() {
        Sip refused = refusal(kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE sip:", "INVITE sips:"));
        assertEquals(480, refused.status());
        assertTrue(refused.header("Warning").startsWith("380 "));
        kit.pbx.sends(kit.pbxInvite(CallKit.from("201"), "sips:112@192.0.2.1", ""));
        assertEquals(100, kit.pbx.hears().status());
        assertTrue(kit.trunk.hears().startLine().startsWith("INVITE sips:112@"));
    }
}
