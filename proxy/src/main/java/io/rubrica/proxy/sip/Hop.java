package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is sent: from a socket of ours to an address of theirs.
 *
 * @param address made with a host name where the peer must prove it by certificate
 * @param forLarge a TCP socket for requests that are too large for one packet (RFC 3261, 18.1.1); null: they go as they are
 */
public record Hop(
        Listener listener,
        InetSocketAddress address,
        @Nullable Listener forLarge) {
    public Hop(Listener listener, InetSocketAddress address) {
        this(listener, address, null);
    }

    /** The same way to another address. */
    public Hop to(InetSocketAddress other) {
        return other.equals(address) ? this : new Hop(listener, other, forLarge);
    }

    /** Sends what belongs to no transaction, such as the ACK of a 2xx. */
    public void send(byte[] bytes, int from, int to) {
        listener.send(bytes, from, to, address);
    }
}
