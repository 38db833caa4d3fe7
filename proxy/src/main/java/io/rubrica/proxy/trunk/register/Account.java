package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.trunk.AddressOfRecord;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.RegisterSettings;
import io.rubrica.proxy.trunk.ServerName;
import io.rubrica.proxy.trunk.TrunkCredentials;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account to be registered. Two that are equal register in the same way.
 *
 * @param trunk the trunk's name
 * @param forLarge a TCP socket for what is too large for one packet, or null
 * @param seconds how long a registration is asked for
 * @param token the user part of its Contact, by which its calls are known
 */
record Account(
        String trunk,
        AddressOfRecord aor,
        ServerName server,
        Listener listener,
        @Nullable Listener forLarge,
        long seconds,
        TrunkCredentials credentials,
        String token) {
    static Account of(Peer trunk, RegisterSettings settings, ContactTokens tokens) {
        String wanted = settings.contactUser();
        String token = wanted.isEmpty() ? tokens.of(trunk.name(), settings.aor().toString()) : wanted;
        return new Account(
                trunk.name(),
                settings.aor(),
                settings.server(),
                trunk.listener(),
                trunk.reach().forLarge(),
                settings.expires().toSeconds(),
                trunk.rules().credentials(),
                token);
    }

    HopQuery query() {
        return new HopQuery(server.host(), server.port(), List.of(listener), forLarge);
    }

    /** Whether a registration of the other replaces this one's at the carrier. */
    boolean isReplacedBy(Account other) {
        return aor.equals(other.aor) && server.equals(other.server) && token.equals(other.token);
    }
}
