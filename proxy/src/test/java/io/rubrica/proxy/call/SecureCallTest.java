package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Calls that ask for TLS on each hop by a sips URI (RFC 3261, 12.1.1 and 26.2.2). */
class SecureCallTest {
    private static final String AT_TRUNK = "sips:192.0.2.1:5060";
    private static final String AT_PBX = "sips:198.51.100.1:5060";

    private final CallKit kit = overTls(new CallKit());

    private static CallKit overTls(CallKit kit) {
        kit.trunkListener().secure = true;
        kit.pbxListener().secure = true;
        return kit;
    }

    private static Sip invite(CallKit kit) {
        return kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("INVITE sip:", "INVITE sips:");
    }

    @Test
    void its_contacts_are_sips_on_both_sides_in_every_message() {
        CallKit.Call call = kit.up(kit.trunk, invite(kit));
        assertEquals(AT_PBX, call.heard().uriIn("Contact"));
        assertEquals(AT_TRUNK, call.answered().uriIn("Contact"));
        contactsAreSips(call);
    }

    @Test
    void they_are_after_a_restart_too() {
        CallKit.Call call = kit.up(kit.trunk, invite(kit));
        kit.restart();
        contactsAreSips(call);
    }

    private void contactsAreSips(CallKit.Call call) {
        for (Party.Side side : new Party.Side[] {call.calling(), call.called()}) {
            boolean trunk = side.party() == kit.trunk;
            Party other = trunk ? kit.pbx : kit.trunk;
            for (String method : new String[] {"INVITE", "UPDATE"}) {
                String contact = "Contact: <sips:x@" + side.party().host() + ">\n";
                side.party().sends(side.request(method, method.equals("INVITE") ? 30 : 31, contact, ""));
                side.party().hearsAll();
                Sip heard = other.hears();
                assertEquals(trunk ? AT_PBX : AT_TRUNK, heard.uriIn("Contact"));
                other.sends(heard.answer("200 OK", "", "Contact: <sips:y@" + other.host() + ">\n", ""));
                assertEquals(trunk ? AT_TRUNK : AT_PBX, side.party().hears().uriIn("Contact"));
            }
        }
    }

    @Test
    void a_call_without_it_says_sip_over_tls_too() {
        CallKit.Call call = kit.up();
        assertEquals("sip:198.51.100.1:5060;transport=tls", call.heard().uriIn("Contact"));
        assertEquals("sip:192.0.2.1:5060;transport=tls", call.answered().uriIn("Contact"));
    }

    @Test
    void a_side_that_came_without_tls_gets_an_address_that_it_can_reach() {
        kit.pbxListener().secure = false;
        CallKit.Call call = kit.up(kit.pbx, kit.pbxInvite(CallKit.from("201"), "sips:+12025550123@192.0.2.1", ""));
        assertEquals(AT_TRUNK, call.heard().uriIn("Contact"));
        assertEquals("sip:198.51.100.1:5060", call.answered().uriIn("Contact"));
    }

    @Test
    void an_emergency_call_goes_out_as_it_can() {
        kit.trunkListener().secure = false;
        CallKit.Call call = kit.up(kit.pbx, kit.pbxInvite(CallKit.from("201"), "sips:112@192.0.2.1", ""));
        assertEquals("sip:192.0.2.1:5060", call.heard().uriIn("Contact"));
    }

    @Test
    void it_does_not_fail_over_to_a_pbx_without_tls() {
        CallKit.Options options = new CallKit.Options();
        options.hasSecondPbx = true;
        CallKit two = overTls(new CallKit(options));
        Sip heard = two.relayed(two.trunk, invite(two));
        two.pbx.sends(heard.answer("503 Service Unavailable", "full"));
        assertEquals("ACK", two.pbx.hears().method());
        assertEquals(500, two.trunk.hears().status());
        two.pbx2.hearsNothing();
    }

    @Test
    void it_does_not_go_on_when_its_socket_has_lost_tls_between_two_processes() {
        CallKit.Call call = kit.up(kit.trunk, invite(kit));
        kit.pbxListener().secure = false;
        kit.restart();
        call.calling().sends("INFO", 21);
        assertEquals(481, kit.trunk.hears().status());
        assertEquals(1, kit.counters.dialogsLost.sum());
    }
}
