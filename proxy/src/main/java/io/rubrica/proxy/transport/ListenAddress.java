package io.rubrica.proxy.transport;

import java.net.InetSocketAddress;

/** A transport and a socket address, as in {@code udp:192.0.2.1:5060} or {@code udp:[2001:db8::1]:5060}. */
public record ListenAddress(InetSocketAddress socket) {
    /**
     * Reads {@code udp:HOST:PORT}, where HOST is an address literal; the port may be left out (5060).
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static ListenAddress parse(String text) {
        if (!text.startsWith("udp:"))
            throw new IllegalArgumentException("a listener is written udp:ADDRESS:PORT, not " + text);
        return new ListenAddress(HostPort.parse(text.substring(4)).socket());
    }

    @Override
    public String toString() {
        return "udp:" + new HostPort(socket);
    }
}
