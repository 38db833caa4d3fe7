package io.rubrica.proxy.transport;

import io.rubrica.directory.settings.Default;

/**
 * A socket that we listen on.
 *
 * @param name how trunks and PBXs refer to it
 * @param address where, such as {@code udp:192.0.2.1:5060}
 * @param advertise the host or {@code host:port} that peers are told in Via and Contact; empty: the address itself
 */
public record ListenerSettings(
        @Default("default") String name,
        ListenAddress address,
        @Default("") String advertise) {
    public ListenerSettings {
        if (advertise.isEmpty() && address.socket().getAddress().isAnyLocalAddress())
            throw new IllegalArgumentException(
                    "a listener on every address needs advertise: the address that peers can reach");
    }

    /** Host and port as peers are told. */
    String advertised() {
        if (advertise.isEmpty()) return new HostPort(address.socket()).toString();
        boolean hasPort = advertise.lastIndexOf(':') > advertise.lastIndexOf(']')
                && advertise.indexOf(':') == advertise.lastIndexOf(':');
        return hasPort || advertise.matches("\\[.*]:\\d+")
                ? advertise
                : advertise + ":" + address.socket().getPort();
    }
}
