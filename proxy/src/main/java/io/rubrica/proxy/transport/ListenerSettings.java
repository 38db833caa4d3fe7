package io.rubrica.proxy.transport;

import io.netty.util.NetUtil;
import io.rubrica.directory.settings.Default;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A socket that we listen on.
 *
 * @param name how trunks and PBXs refer to it
 * @param address where, such as {@code udp:192.0.2.1:5060}
 * @param advertise the host or {@code host:port} that peers are told in Via and Contact; empty: the address itself
 * @param connections how connections are treated, over TCP and TLS
 * @param tls how they are secured, and null on every other transport than TLS
 */
public record ListenerSettings(
        @Default("default") String name,
        ListenAddress address,
        @Default("") String advertise,
        @Default("") ConnectionSettings connections,
        @Nullable TlsSettings tls) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern WITH_PORT = Pattern.compile("(.+):([0-9]{1,5})");

    public ListenerSettings {
        if (NetUtil.isValidIpV6Address(advertise) && !advertise.startsWith("[")) advertise = "[" + advertise + "]";
        if (!advertise.isEmpty() && !canBeReached(advertise))
            throw new IllegalArgumentException("advertise is a host or host:port, not " + advertise);
        if (advertise.isEmpty() && address.socket().getAddress().isAnyLocalAddress())
            throw new IllegalArgumentException(
                    "a listener on every address needs advertise: the address that peers can reach");
        boolean secure = address.transport() == Transport.TLS;
        if (secure && tls == null)
            throw new IllegalArgumentException("a listener on tls: needs a tls section with certificate and key");
    }

    ListenerIdentity identity() {
        return new ListenerIdentity(name, address.transport(), advertised());
    }

    /** Host and port as peers are told. */
    String advertised() {
        if (advertise.isEmpty()) return new HostPort(address.socket()).toString();
        boolean isHost = HOST.matcher(advertise).matches();
        return isHost ? advertise + ":" + address.socket().getPort() : advertise;
    }

    private static boolean canBeReached(String advertise) {
        if (HOST.matcher(advertise).matches()) return true;
        Matcher withPort = WITH_PORT.matcher(advertise);
        if (!withPort.matches() || !HOST.matcher(withPort.group(1)).matches()) return false;
        int port = Integer.parseInt(withPort.group(2));
        return port > 0 && port < 65536;
    }
}
