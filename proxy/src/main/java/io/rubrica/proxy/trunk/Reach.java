package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.transport.Listener;
import java.util.List;
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
 */
public record Reach(
        List<String> tlsNames,
        @Nullable Listener forLarge,
        List<Listener> alsoOn,
        @Nullable HopQuery name,
        List<HopQuery> sources) {
    static final Reach BY_ADDRESS = new Reach(List.of(), null, List.of(), null, List.of());

    /** Whether one of these names is the peer's. */
    boolean isProvenBy(Set<String> names) {
        for (int i = 0; i < tlsNames.size(); i++) if (names.contains(tlsNames.get(i))) return true;
        return false;
    }
}
