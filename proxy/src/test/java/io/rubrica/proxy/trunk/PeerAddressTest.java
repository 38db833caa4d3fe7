package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rubrica.proxy.transport.HostPort;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:5060, true",
        "192.0.2.1, 192.0.2.1:40000, true",
        "192.0.2.1, 192.0.2.2:5060, false",
        "192.0.2.1:5080, 192.0.2.1:5080, true",
        "192.0.2.1:5080, 192.0.2.1:5060, false",
        "192.0.2.0/24, 192.0.2.255:1, true",
        "192.0.2.0/24, 192.0.3.0:1, false",
        "192.0.2.77/24, 192.0.2.1:1, true",
        "192.0.2.128/25, 192.0.2.127:1, false",
        "192.0.2.128/25, 192.0.2.128:1, true",
        "192.0.2.4/31, 192.0.2.5:1, true",
        "192.0.2.4/31, 192.0.2.6:1, false",
        "192.0.2.4/32, 192.0.2.4:1, true",
        "0.0.0.0/0, 203.0.113.9:1, true",
        "0.0.0.0/0, [2001:db8::1]:1, false",
        "2001:db8::1, [2001:db8::1]:5060, true",
        "[2001:db8::1], [2001:db8::1]:40000, true",
        "[2001:db8::1]:5080, [2001:db8::1]:5080, true",
        "[2001:db8::1]:5080, [2001:db8::1]:5060, false",
        "2001:db8::/32, [2001:db8:ffff::9]:1, true",
        "2001:db8::/33, [2001:db8:8000::9]:1, false",
        "::/0, 192.0.2.1:1, false"
    })
    void an_address_covers_what_it_says(String address, String source, boolean covered) {
        InetSocketAddress from = HostPort.parse(source).socket();
        assertEquals(covered, PeerAddress.parse(address).covers(from));
    }

    @Test
    void a_name_covers_nothing_before_the_dns_was_asked() {
        PeerAddress named = PeerAddress.parse("sip.carrier.example:5070");
        assertEquals(new ServerName("sip.carrier.example", 5070), named.name());
        assertEquals(false, named.covers(new InetSocketAddress("192.0.2.1", 5070)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trunk.example/24",
                "-.example",
                "192.0.2",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "192.0.2.1:x",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/x",
                "192.0.2.0/",
                "2001:db8::/129",
                "[2001:db8::1",
                "192.0.2.0:5060/24",
                "/24"
            })
    void a_mistake_is_told(String address) {
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse(address));
    }
}
