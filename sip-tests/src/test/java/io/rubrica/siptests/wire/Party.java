package io.rubrica.siptests.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody who talks SIP: a trunk, a PBX, a stranger. What has arrived waits until it is asked for, in the order of its
 * arrival.
 */
public interface Party extends AutoCloseable {
    String name();

    /** Where it listens. */
    InetSocketAddress address();

    /** The word for its transport in a Via: {@code UDP}, {@code TCP}, {@code TLS}. */
    default String transport() {
        return "UDP";
    }

    void send(byte[] message, InetSocketAddress to);

    /** The next message, or nothing when none comes within the patience. */
    Optional<byte[]> next(Duration patience);

    @Override
    void close();
}
