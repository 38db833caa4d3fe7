package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls out that go through a proxy of the carrier's. */
class OutboundProxyTest {
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.9", 5080);

    private CallKit kit = new CallKit();
    private Party proxy = kit.trunk;

    private void through(String outboundProxy, String further) {
        CallKit.Options options = new CallKit.Options();
        options.trunkSettings = "outbound-proxy: " + outboundProxy + "\n" + further;
        kit = new CallKit(options);
        proxy = new Party(kit, kit.trunkListener(), THERE);
    }

    private Sip invite() {
        return kit.pbxInvite("<sip:201@pbx.example>", "sip:+12025550177@198.51.100.1:5060", "");
    }

    private Sip heard(Sip invite) {
        kit.pbx.sends(invite);
        assertEquals(100, kit.pbx.hears().status());
        return proxy.hears();
    }

    @Test
    void the_invite_goes_through_it_to_the_target() {
        through("192.0.2.9:5080", "");
        Sip heard = heard(invite());
        assertEquals("<sip:192.0.2.9:5080;lr>", heard.header("Route"));
        assertEquals("sip:+12025550177@192.0.2.7:5060", heard.uri());
    }

    @Test
    void a_host_name_is_looked_up() throws UnknownHostException {
        through("proxy.carrier.example", "");
        InetAddress named = InetAddress.getByAddress(
                "proxy.carrier.example", THERE.getAddress().getAddress());
        kit.dns.put("proxy.carrier.example", new InetSocketAddress(named, 5080));
        assertEquals("<sip:proxy.carrier.example;lr>", heard(invite()).header("Route"));
    }

    @Test
    void the_cancel_and_the_ack_of_a_refusal_go_the_same_way() {
        through("192.0.2.9:5080", "");
        Sip invite = invite();
        Sip heard = heard(invite);
        proxy.sends(heard.answer("180 Ringing", "far"));
        kit.pbx.hears();
        kit.pbx.sends(invite.with("INVITE", "CANCEL").with("(?s)Content-Type.*", "Content-Length: 0\n\n"));
        Sip cancel = proxy.hears();
        assertEquals("CANCEL", cancel.method());
        assertEquals("<sip:192.0.2.9:5080;lr>", cancel.header("Route"));
        proxy.sends(heard.answer("487 Request Terminated", "far"));
        assertEquals("<sip:192.0.2.9:5080;lr>", proxy.hears().header("Route"));
    }

    @Test
    void later_requests_go_through_it_when_it_asks_for_them_only() {
        through("192.0.2.9:5080", "");
        Sip staying = invite();
        Sip heard = heard(staying);
        String contact = "Contact: <sip:far@192.0.2.7:5060>\n";
        proxy.sends(heard.answer("200 OK", "far", "Record-Route: <sip:192.0.2.9:5080;lr>\n" + contact, ""));
        kit.pbx.calling(kit.pbx.hears()).sends("ACK", staying.cseq());
        assertEquals("<sip:192.0.2.9:5080;lr>", proxy.hears().header("Route"));

        Sip leaving = invite();
        proxy.sends(heard(leaving).answer("200 OK", "far", contact, ""));
        kit.pbx.calling(kit.pbx.hears()).sends("ACK", leaving.cseq());
        assertFalse(kit.trunk.hears().has("Route"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<sip:edge.carrier.example;lr>|<sip:192.0.2.9:5080;lr>, <sip:edge.carrier.example;lr>",
                "<sip:192.0.2.9:5080;lr>|<sip:192.0.2.9:5080;lr>"
            })
    void it_comes_before_what_the_registrar_asks_for_unless_it_is_that(String told, String routes) {
        through("192.0.2.9:5080", "register: {aor: \"sip:447700900123@carrier.example\"}");
        Sip register = kit.trunk.hears();
        kit.trunk.sends(register.answer(
                "200 OK",
                "z",
                "Contact: " + register.header("Contact") + ";expires=3600\nService-Route: " + told + "\n",
                ""));
        assertEquals(routes, String.join(", ", heard(invite()).headers("Route")));
    }

    @Test
    void a_route_that_names_it_chooses_its_trunk() {
        through("192.0.2.9:5080", "");
        kit.pbx.sends(kit.pbxInvite(
                "<sip:201@pbx.example>",
                "sip:+12025550177@elsewhere.example",
                "Route: <sip:198.51.100.1;lr>, <sip:192.0.2.9;lr>\n"));
        assertEquals(100, kit.pbx.hears().status());
        assertEquals("<sip:192.0.2.9:5080;lr>", proxy.hears().header("Route"));
    }
}
