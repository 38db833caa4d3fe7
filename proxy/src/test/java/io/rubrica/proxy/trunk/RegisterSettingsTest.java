package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:447700900123@carrier.example",
                "sips:alice@carrier.example:5061",
                "sip:alice%40home@[2001:db8::1]",
                "sip:+447700900123@192.0.2.7"
            })
    void an_address_of_record_is_a_plain_uri(String text) {
        assertEquals(text, AddressOfRecord.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice@carrier.example",
                "sip:carrier.example",
                "sip:@carrier.example",
                "sip:alice:secret@carrier.example",
                "sip:alice@carrier.example;transport=tcp",
                "sip:alice@carrier.example>",
                "sip:alice@carrier.example>;tag=1",
                "sip:alice@carrier.example:0",
                "sip:al ice@carrier.example",
                "tel:+447700900123"
            })
    void anything_else_is_none(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressOfRecord.parse(text));
    }

    @Test
    void the_registrar_is_the_accounts_host_unless_another_is_named() {
        AddressOfRecord aor = AddressOfRecord.parse("sips:alice@carrier.example:5071");
        java.time.Duration hour = java.time.Duration.ofHours(1);
        assertEquals(
                "carrier.example:5071",
                new RegisterSettings(aor, null, hour, "").server().toString());
        ServerName named = ServerName.parse("sip.carrier.example");
        assertEquals(named, new RegisterSettings(aor, named, hour, "").server());
        assertEquals("sips:carrier.example:5071", aor.domainUri());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip.carrier.example", "carrier:5070", "192.0.2.7", "[2001:db8::1]:5060", "[2001:db8::1]"})
    void a_server_is_a_host_with_or_without_a_port(String text) {
        assertEquals(text, ServerName.parse(text).toString());
    }

    @Test
    void an_ipv6_address_needs_no_brackets() {
        assertEquals("[2001:db8::1]", ServerName.parse("2001:db8::1").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:0", "a:65536", "a:", ":5060", "-a", "a/b", "sip:a"})
    void anything_else_is_no_server(String text) {
        assertThrows(IllegalArgumentException.class, () -> ServerName.parse(text));
    }
}
