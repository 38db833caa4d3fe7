package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A trunk whose settings add and remove headers. */
class HeaderChangesTest {
    private static final String TOLD = "User-Agent: desk\ns: lunch\nDiversion: <sip:1@pbx.example>\nX-Kept: yes\n";

    private final CallKit kit = kit();

    private static CallKit kit() {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = """
                headers:
                  towards-trunk: {add: {X-Tariff: "7"}, remove: [user-agent, Subject, Diversion]}
                  towards-pbx: {add: {X-Line: carrier}, remove: [X-Secret]}
                """;
        return new CallKit(options);
    }

    private Sip out(String uri) {
        return kit.relayed(kit.pbx, kit.pbxInvite("<sip:100@pbx.example>", uri, TOLD));
    }

    @Test
    void a_call_out_has_what_is_added_and_not_what_is_removed() {
        Sip heard = out("sip:+12025550177@198.51.100.1:5060");
        assertEquals("7", heard.header("X-Tariff"));
        assertEquals("yes", heard.header("X-Kept"));
        assertFalse(heard.has("User-Agent") || heard.has("s") || heard.has("Diversion"), heard.text());
        assertEquals(CallKit.BODY, heard.body());
    }

    @Test
    void a_call_in_follows_the_rules_of_its_own_direction() {
        Sip heard = kit.relayed(kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), TOLD + "X-Secret: 1\n"));
        assertEquals("carrier", heard.header("X-Line"));
        assertFalse(heard.has("X-Secret") || heard.has("X-Tariff"), heard.text());
        assertTrue(heard.has("User-Agent") && heard.has("s"), heard.text());
    }

    @Test
    void requests_in_a_call_lose_headers_and_gain_none() {
        CallKit.Call call = kit.up();
        kit.pbx.sends(call.called().request("INFO", 5, "User-Agent: desk\nX-Kept: yes\n", ""));
        Sip heard = kit.trunk.hears();
        assertFalse(heard.has("User-Agent") || heard.has("X-Tariff"), heard.text());
        assertEquals("yes", heard.header("X-Kept"));
    }

    @Test
    void an_emergency_call_is_left_alone() {
        Sip heard = out("sip:112@198.51.100.1:5060");
        assertFalse(heard.has("X-Tariff"), heard.text());
        assertTrue(heard.has("User-Agent") && heard.has("Diversion"), heard.text());
    }
}
