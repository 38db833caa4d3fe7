package io.rubrica.proxy.transport;

import java.net.InetSocketAddress;

/** A transport and a socket address, as in {@code udp:192.0.2.1:5060} or {@code tls:[2001:db8::1]:5061}. */
public record ListenAddress(Transport transport, InetSocketAddress socket) {
    /**
     * Reads {@code TRANSPORT:HOST:PORT}, where HOST is an address literal; the port may be left out (5060; 5061 for tls).
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static ListenAddress parse(String text) {
        for (Transport transport : Transport.values()) {
            String scheme = transport.word() + ":";
            if (!text.startsWith(scheme)) continue;
            String where = text.substring(scheme.length());
            return new ListenAddress(
                    transport, HostPort.parse(where, transport.defaultPort()).socket());
        }
        throw new IllegalArgumentException("a listener is written udp:ADDRESS:PORT, tcp: or tls:, not " + text);
    }

    @Override
    public String toString() {
        return transport.word() + ":" + new HostPort(socket);
    }
}
