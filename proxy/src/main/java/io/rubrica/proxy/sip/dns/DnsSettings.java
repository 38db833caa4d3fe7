package io.rubrica.proxy.sip.dns;

import io.rubrica.directory.settings.Default;
import java.time.Duration;
import java.util.List;

/**
 * How names are looked up.
 *
 * @param servers who is asked; empty: the servers that the system asks
 * @param timeout how long one server is waited for before it is asked again, or the next one is
 * @param shortest an answer is used at least so long, whatever its TTL says
 * @param longest an answer is used no longer than that before it is asked for again, whatever its TTL says
 */
public record DnsSettings(
        @Default("") List<NameServer> servers,
        @Default("2s") Duration timeout,
        @Default("5s") Duration shortest,
        @Default("1h") Duration longest) {
    public DnsSettings {
        if (shortest.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("\"shortest\" must be 1s or more, or the servers are asked without end");
        if (longest.compareTo(shortest) < 0)
            throw new IllegalArgumentException("\"longest\" is shorter than \"shortest\"");
        if (timeout.toMillis() < 100) throw new IllegalArgumentException("\"timeout\" must be 100ms or more");
    }
}
