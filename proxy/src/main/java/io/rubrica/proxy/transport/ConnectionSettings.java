package io.rubrica.proxy.transport;

import io.rubrica.directory.settings.Default;
import java.time.Duration;

/**
 * How a TCP or TLS listener treats connections.
 *
 * @param most connections at once, ours included
 * @param mostPerPeer connections at once that one address may open
 * @param openLimit how long opening one may take, handshake included
 * @param halfMessageLimit how long the rest of a message may take to come
 * @param ping how often the connections that we opened are kept alive, when they are quiet
 */
public record ConnectionSettings(
        @Default("2000") int most,
        @Default("200") int mostPerPeer,
        @Default("2s") Duration openLimit,
        @Default("10s") Duration halfMessageLimit,
        @Default("90s") Duration ping) {
    public ConnectionSettings {
        if (most < 1) throw new IllegalArgumentException("most is at least 1, not " + most);
        if (mostPerPeer < 1) throw new IllegalArgumentException("most-per-peer is at least 1, not " + mostPerPeer);
        positive("open-limit", openLimit);
        positive("half-message-limit", halfMessageLimit);
        positive("ping", ping);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero()) throw new IllegalArgumentException(name + " is more than nothing");
    }
}
