package io.rubrica.proxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:5060",
        "192.0.2.1:5080, 192.0.2.1:5080",
        "2001:db8::1, [2001:db8::1]:5060",
        "[2001:db8::1], [2001:db8::1]:5060",
        "[2001:db8::1]:5080, [2001:db8::1]:5080",
        "::1, [::1]:5060"
    })
    void an_address_is_read_with_or_without_port(String text, String whole) {
        assertEquals(whole, HostPort.parse(text).toString());
        assertEquals("udp:" + whole, ListenAddress.parse("udp:" + text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":5060",
                "example.com",
                "example.com:5060",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "192.0.2.1:-1",
                "192.0.2.1:+5060",
                "192.0.2.1:5060x",
                "192.0.2.256",
                "192.0.2",
                "[2001:db8::1",
                "2001:db8::1]",
                "[]:5060",
                "[192.0.2.1]:5060",
                "[2001:db8::1]5060",
                " 192.0.2.1",
                "fe80::1%eth0"
            })
    void a_mistake_is_told_in_a_sentence(String text) {
        String told = assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text))
                .getMessage();
        assertTrue(told != null && told.startsWith("not "), told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "192.0.2.1:5060", "sctp:192.0.2.1:5060", "udp", "udp:", "UDP:192.0.2.1", "udp:example.com"})
    void a_listener_is_written_with_its_transport(String text) {
        assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "udp:192.0.2.1:5070, '', 192.0.2.1:5070",
        "udp:0.0.0.0:5070, 198.51.100.9, 198.51.100.9:5070",
        "udp:0.0.0.0:5070, 198.51.100.9:5099, 198.51.100.9:5099",
        "udp:0.0.0.0:5070, sip.example.com, sip.example.com:5070",
        "udp:[::]:5070, [2001:db8::1], [2001:db8::1]:5070",
        "udp:[::]:5070, [2001:db8::1]:5099, [2001:db8::1]:5099",
        "udp:[::]:5070, 2001:db8::1, [2001:db8::1]:5070"
    })
    void peers_are_told_how_to_reach_us(String address, String advertise, String told) {
        assertEquals(
                told,
                Ways.listener("x", ListenAddress.parse(address), advertise).advertised());
    }

    @ParameterizedTest
    @CsvSource({
        "udp:0.0.0.0:5060, ''",
        "udp:[::]:5060, ''",
        "udp:192.0.2.1, two words",
        "udp:192.0.2.1, 'sip:192.0.2.1'",
        "udp:192.0.2.1, 192.0.2.1:0",
        "udp:192.0.2.1, 192.0.2.1:x",
        "udp:192.0.2.1, a;b",
        "udp:192.0.2.1, [2001:db8::1"
    })
    void what_peers_could_not_reach_is_told(String address, String advertise) {
        ListenAddress listen = ListenAddress.parse(address);
        assertThrows(IllegalArgumentException.class, () -> Ways.listener("x", listen, advertise));
    }
}
