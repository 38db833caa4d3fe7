package io.rubrica.proxy.transport;

import java.time.Duration;

/** Listener settings with nothing special about them. */
public final class Ways {
    static final ConnectionSettings CONNECTIONS =
            new ConnectionSettings(100, 10, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(90));

    private Ways() {}

    public static ListenerSettings listener(String name, ListenAddress address, String advertise) {
        return new ListenerSettings(name, address, advertise, CONNECTIONS, null);
    }
}
