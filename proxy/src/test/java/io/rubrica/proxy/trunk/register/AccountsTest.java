package io.rubrica.proxy.trunk.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.rubrica.proxy.sip.Wire;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two accounts at one carrier, whose calls come from the same address. */
class AccountsTest {
    private final RegisterKit kit = new RegisterKit();

    private String token(String trunk) {
        kit.reload(
                RegisterKit.trunk("one", "sip:alice@carrier.example", "a"),
                RegisterKit.trunk("two", "sip:bob@carrier.example", "b"));
        return kit.listener.taken().stream()
                .map(RegisterKit.Asked::new)
                .filter(asked -> asked.header("To").contains(trunk.equals("one") ? "alice" : "bob"))
                .findFirst()
                .orElseThrow()
                .contactUri()
                .replaceAll("^sip:|@.*$", "");
    }

    private String trunk(String uri, String to) {
        return trunk(uri, to, RegisterKit.FIRST);
    }

    private String trunk(String uri, String to, InetSocketAddress source) {
        Peer sender = kit.peers.from(source, kit.listener);
        assertNotNull(sender, "a stranger");
        WireMessage invite = Wire.message(Wire.invite()
                .replace("INVITE sip:+12025550123@proxy.example", "INVITE " + uri)
                .replace("To: <sip:+12025550123@proxy.example>", "To: <" + to + ">"));
        return kit.registrations.trunk(sender, invite, source, kit.listener).name();
    }

    @Test
    void the_token_tells_the_account_whatever_else_is_said() {
        String two = token("two");
        assertEquals("two", trunk("sip:" + two + "@198.51.100.1", "sip:alice@carrier.example"));
    }

    @Test
    void a_token_from_another_carriers_address_proves_nothing() {
        kit.dns.put("other.example", List.of(RegisterKit.SECOND));
        kit.reload(
                RegisterKit.trunk("one", "sip:alice@carrier.example", "a"),
                RegisterKit.trunk("other", "sip:bob@other.example", "b"));
        String token = kit.listener.taken().stream()
                .map(RegisterKit.Asked::new)
                .filter(asked -> asked.header("To").contains("bob"))
                .findFirst()
                .orElseThrow()
                .contactUri()
                .replaceAll("^sip:|@.*$", "");
        assertEquals("one", trunk("sip:" + token + "@198.51.100.1", "sip:bob@other.example"));
        assertEquals("other", trunk("sip:" + token + "@198.51.100.1", "sip:x@other.example", RegisterKit.SECOND));
    }

    @Test
    void without_a_token_the_request_uri_tells_it_and_then_to() {
        token("one");
        assertEquals("two", trunk("sip:bob@198.51.100.1", "sip:alice@carrier.example"));
        assertEquals("two", trunk("sip:+12025550123@198.51.100.1", "sip:bob@carrier.example"));
        assertEquals("one", trunk("sip:+12025550123@198.51.100.1", "sip:+12025550123@carrier.example"));
    }

    @Test
    void the_servers_that_the_dns_names_are_the_carrier_and_nobody_else() {
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST, RegisterKit.SECOND));
        token("one");
        assertEquals("two", trunk("sip:bob@198.51.100.1", "sip:x@carrier.example", RegisterKit.SECOND));
        InetSocketAddress otherPort = new InetSocketAddress("192.0.2.8", 40_000);
        assertEquals("two", trunk("sip:bob@198.51.100.1", "sip:x@carrier.example", otherPort));
        assertNull(kit.peers.from(new InetSocketAddress("192.0.2.9", 5060), kit.listener));
    }

    @Test
    void a_server_that_the_dns_names_no_more_is_a_stranger() {
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST, RegisterKit.SECOND));
        kit.accepts(kit.begun(), 600);
        assertNotNull(kit.peers.from(RegisterKit.SECOND, kit.listener));
        kit.dns.put("carrier.example", List.of(RegisterKit.FIRST));
        kit.passUntilAsked(600_000);
        assertNull(kit.peers.from(RegisterKit.SECOND, kit.listener));
    }

    @Test
    void what_was_learned_outlives_a_reload() {
        kit.registered();
        kit.reload(RegisterKit.trunk("carrier", "sip:alice@carrier.example", "secret"));
        assertNotNull(kit.peers.from(RegisterKit.FIRST, kit.listener));
        kit.reload();
        assertNull(kit.peers.from(RegisterKit.FIRST, kit.listener));
        assertEquals(true, kit.peers.isRetired(RegisterKit.FIRST, kit.listener));
    }
}
