package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls over a trunk at which we are registered. */
class RegisteredTrunkTest {
    private final CallKit kit = new CallKit(options());
    private final Sip register = kit.trunk.hears();

    private static CallKit.Options options() {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = "register: {aor: \"sip:447700900123@carrier.example\"}";
        return options;
    }

    private void registered(String further) {
        kit.trunk.sends(register.answer(
                "200 OK", "z", "Contact: " + register.header("Contact") + ";expires=3600\n" + further, ""));
    }

    /** What the PBX hears of a call that came by our Contact. */
    private Sip heard(String to, String further) {
        Sip invite = kit.trunkInvite(CallKit.from(CallKit.ADA), further)
                .with("INVITE \\S+", "INVITE " + register.uriIn("Contact"))
                .with("To: .*", "To: " + to);
        return kit.relayed(kit.trunk, invite);
    }

    @Test
    void the_number_stands_in_the_contacts_place_again() {
        registered("");
        Sip heard = heard("<sip:+12025550123@carrier.example>", "");
        assertEquals("INVITE sip:+12025550123@198.51.100.5:5060 SIP/2.0", heard.startLine());
        assertEquals("<sip:+12025550123@carrier.example>", heard.header("To"));
        assertEquals(
                "\"Ada Lovelace\" <sip:+12025550100@trunk.example>",
                heard.header("From").replaceAll(";tag.*", ""));
        kit.pbx.sends(heard.answer("486 Busy Here", "b"));
        assertEquals("+12025550123", kit.event().called());
    }

    @Test
    void who_was_called_in_truth_outranks_to() {
        registered("");
        Sip heard =
                heard("<sip:447700900123@carrier.example>", "P-Called-Party-ID: \"Sales\" <tel:+12025550199;x=y>\n");
        assertEquals("sip:+12025550199@198.51.100.5:5060", heard.uri());
        assertEquals("\"Sales\" <tel:+12025550199;x=y>", heard.header("P-Called-Party-ID"));
    }

    @Test
    void a_call_for_nobody_is_for_the_account() {
        registered("");
        assertEquals(
                "sip:447700900123@198.51.100.5:5060",
                heard("<sip:carrier.example>", "").uri());
        String token = register.uriIn("Contact");
        assertEquals(
                "sip:447700900123@198.51.100.5:5060",
                heard("<" + token + ">", "").uri());
    }

    @Test
    void a_carrier_may_want_the_account_in_the_contact() {
        CallKit.Options options = options();
        options.trunkSettings = "register: {aor: \"sip:447700900123@carrier.example\", contact-user: \"447700900123\"}";
        CallKit other = new CallKit(options);
        String contact = other.trunk.hears().uriIn("Contact");
        assertEquals("sip:447700900123@192.0.2.1:5060", contact);
        Sip invite = other.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE \\S+", "INVITE " + contact);
        assertEquals(
                "sip:+12025550123@198.51.100.5:5060",
                other.relayed(other.trunk, invite).uri());
    }

    @Test
    void calls_come_in_whether_or_not_the_registration_holds() {
        assertEquals(
                "sip:+12025550123@198.51.100.5:5060",
                heard("<sip:+12025550123@carrier.example>", "").uri());
    }

    @Test
    void a_stranger_who_has_learned_the_contact_stays_a_stranger() {
        registered("");
        assertFalse(kit.board.admits(kit.stranger.address, kit.trunkListener()));
        assertFalse(kit.board.admits(kit.trunk.address, kit.pbxListener()));
    }

    @Test
    void a_call_out_takes_the_carriers_service_route() {
        kit.dns.put("edge.carrier.example", kit.trunk.address);
        registered("Service-Route: <sip:edge.carrier.example;lr>, <sip:core.carrier.example;lr>\n");
        Sip heard = kit.relayed(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@192.0.2.1", ""));
        assertEquals(List.of("<sip:edge.carrier.example;lr>", "<sip:core.carrier.example;lr>"), heard.headers("Route"));
        assertEquals("sip:+12025550177@carrier.example", heard.uri());
    }

    @Test
    void the_first_route_is_looked_up_for_each_call() {
        kit.dns.put("edge.carrier.example", kit.stranger.address);
        registered("Service-Route: <sip:edge.carrier.example;lr>\n");
        kit.pbx.sends(kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@192.0.2.1", ""));
        kit.stranger.hears();
        kit.dns.put("edge.carrier.example", kit.trunk.address);
        kit.pbx.sends(kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@192.0.2.1", ""));
        kit.trunk.hears();
    }

    @Test
    void a_call_goes_out_without_a_service_route_as_well() {
        registered("Path: <sip:edge.carrier.example;lr>\nService-Route: <sip:strict.carrier.example>\n");
        Sip heard = kit.relayed(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@192.0.2.1", ""));
        assertEquals(List.of(), heard.headers("Route"));
    }

    @Test
    void a_call_out_that_nobody_knows_a_way_for_is_503() {
        CallKit.Options options = options();
        options.trunkSettings = "register: {aor: \"sip:447700900123@unknown.example\"}";
        CallKit lost = new CallKit(options);
        lost.pbx.sends(lost.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@192.0.2.1", ""));
        assertEquals(
                List.of(100, 503), lost.pbx.hearsAll().stream().map(Sip::status).toList());
    }

    @Test
    void a_call_out_is_tried_while_the_registration_does_not_hold() {
        kit.trunk.sends(register.answer("403 Forbidden", "z"));
        Sip heard = kit.relayed(kit.pbx, kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@192.0.2.1", ""));
        assertEquals("sip:+12025550177@carrier.example", heard.uri());
    }
}
