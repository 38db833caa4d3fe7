package io.rubrica.proxy.trunk;

import io.rubrica.proxy.transport.Listener;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is recognised and reached beside its address.
 *
 * @param tlsNames names of which its certificate must prove one (RFC 5922), in lower case; empty: its address is enough
 * @param forLarge the TCP socket that requests too large for one packet leave from (RFC 3261, 18.1.1), or null
 */
public record Reach(List<String> tlsNames, @Nullable Listener forLarge) {
    static final Reach BY_ADDRESS = new Reach(List.of(), null);

    /** Whether one of these names is the peer's. */
    boolean isProvenBy(Set<String> names) {
        for (int i = 0; i < tlsNames.size(); i++) if (names.contains(tlsNames.get(i))) return true;
        return false;
    }
}
