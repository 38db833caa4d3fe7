package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.digest.DigestChallenge;
import io.rubrica.proxy.sip.digest.DigestCredentials;
import io.rubrica.proxy.sip.digest.DigestSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a trunk's challenges are answered with: a user and a password for each realm, and nothing for any other. */
public record TrunkCredentials(Map<String, DigestCredentials> byRealm) {
    public static final TrunkCredentials NONE = new TrunkCredentials(Map.of());

    public TrunkCredentials {
        byRealm = Map.copyOf(byRealm);
    }

    static TrunkCredentials of(List<CredentialSettings> settings) {
        Map<String, DigestCredentials> byRealm = new HashMap<>();
        for (CredentialSettings each : settings)
            byRealm.put(each.realm(), new DigestCredentials(each.username(), each.password()));
        return new TrunkCredentials(byRealm);
    }

    /** Whether no challenge can be answered. */
    public boolean isEmpty() {
        return byRealm.isEmpty();
    }

    /**
     * The strongest challenge that can be answered (RFC 8760, 2.4); null: none.
     *
     * @param challenges values of WWW-Authenticate or Proxy-Authenticate
     */
    public @Nullable DigestChallenge answerable(List<String> challenges) {
        if (isEmpty()) return null;
        return DigestChallenge.strongest(challenges, List.copyOf(byRealm.keySet()));
    }

    /**
     * Begins to answer a challenge that {@link #answerable} has chosen.
     *
     * @param cnonce nobody's guess
     */
    public DigestSession answering(DigestChallenge challenge, String cnonce) {
        DigestCredentials credentials = byRealm.get(challenge.plainRealm());
        if (credentials == null) throw new IllegalArgumentException("no credentials for " + challenge.realm());
        return new DigestSession(challenge, credentials, cnonce);
    }
}
