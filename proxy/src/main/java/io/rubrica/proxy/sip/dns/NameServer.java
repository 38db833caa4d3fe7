package io.rubrica.proxy.sip.dns;

import io.rubrica.proxy.transport.HostPort;
import java.net.InetSocketAddress;

/** A DNS server, as in {@code 192.0.2.53} or {@code [2001:db8::53]:5353}. */
public record NameServer(InetSocketAddress socket) {
    private static final int DNS_PORT = 53;

    /**
     * Reads {@code ADDRESS} or {@code ADDRESS:PORT}.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static NameServer parse(String text) {
        return new NameServer(HostPort.parse(text, DNS_PORT).socket());
    }
}
