package io.rubrica.siptests.wire;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

/**
 * What messages run over on one side of the proxy.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param six whether on IPv6
 */
public record Side(String transport, boolean six) {
    public static final Side UDP = new Side("udp", false);

    public Side {
        if (!Set.of("udp", "tcp", "tls").contains(transport))
            throw new IllegalArgumentException("there is no transport " + transport);
    }

    /** Reads {@code udp}, {@code tls6} and their like. */
    public static Side of(String word) {
        boolean six = word.endsWith("6");
        return new Side(six ? word.substring(0, word.length() - 1) : word, six);
    }

    public boolean isStream() {
        return !transport.equals("udp");
    }

    public boolean isSecure() {
        return transport.equals("tls");
    }

    /** Its word in a Via. */
    public String inVia() {
        return transport.toUpperCase(Locale.ROOT);
    }

    /** What a URI says of it behind its host: {@code ;transport=tcp}; nothing for UDP. */
    public String inUri() {
        return isStream() ? ";transport=" + transport : "";
    }

    /** Where somebody is on this side. */
    public InetSocketAddress place(Network network, String name) {
        return six ? network.six(name) : network.address(name);
    }

    @Override
    public String toString() {
        return transport + (six ? "6" : "");
    }
}
