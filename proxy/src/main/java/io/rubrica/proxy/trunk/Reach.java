package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is recognised and reached beside its address.
 *
 * @param tlsNames names of which its certificate must prove one (RFC 5922), in lower case; empty: its address is enough
 * @param forLarge the TCP socket that requests too large for one packet leave from (RFC 3261, 18.1.1), or null
 * @param alsoOn further sockets that it may speak on, and that a name of its may lead to
 * @param name where its calls go, where that is a name; null: to its address
 * @param sources names whose addresses are its
 * @param outboundProxy what a call's first request goes through (RFC 3261, 8.1.2), or null
 */
public record Reach(
        List<String> tlsNames,
        @Nullable Listener forLarge,
        List<Listener> alsoOn,
        @Nullable HopQuery name,
        List<HopQuery> sources,
        @Nullable ServerName outboundProxy) {
    static final Reach BY_ADDRESS = new Reach(List.of(), null, List.of(), null, List.of(), null);

    /**
     * The Route lines of a call's first request.
     *
     * @param told whole lines that the carrier asks for; they may begin with the same proxy
     */
    byte[] routes(Transport transport, byte[] told) {
        if (outboundProxy == null) return told;
        String after = Ascii.text(told, 0, told.length);
        String first = after.substring(0, Math.max(0, after.indexOf('\r'))).toLowerCase(Locale.ROOT);
        if (first.contains(':' + outboundProxy.toString().toLowerCase(Locale.ROOT))) return told;
        String way = transport == Transport.UDP ? "" : ";transport=" + transport.word();
        return Ascii.bytes("Route: <sip:" + outboundProxy + way + ";lr>\r\n" + after);
    }

    /** Whether a host is the outbound proxy's. */
    boolean isProxy(String host) {
        return outboundProxy != null && outboundProxy.host().equalsIgnoreCase(host);
    }

    /** Whether one of these names is the peer's. */
    boolean isProvenBy(Set<String> names) {
        for (int i = 0; i < tlsNames.size(); i++) if (names.contains(tlsNames.get(i))) return true;
        return false;
    }
}
