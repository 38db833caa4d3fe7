package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host that requests are to be sent to, and the sockets that they may leave from.
 *
 * @param host an address literal or a name, as in a URI's host part
 * @param port the port, or -1: the one that DNS says, or the transport's own
 * @param listeners the sockets that may be used, the preferred one first; they decide transport and address family
 * @param forLarge a TCP socket for what is too large for one packet; null: none
 */
public record HopQuery(
        String host,
        int port,
        List<Listener> listeners,
        @Nullable Listener forLarge) {
    public HopQuery {
        listeners = List.copyOf(listeners);
    }
}
