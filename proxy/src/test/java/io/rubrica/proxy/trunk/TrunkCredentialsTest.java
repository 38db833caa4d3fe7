package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.sip.digest.DigestChallenge;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrunkCredentialsTest {
    private final TrunkCredentials credentials = TrunkCredentials.of(List.of(
            new CredentialSettings("one.example", "first", "secret-1"),
            new CredentialSettings("the \"other\"", "second", "secret-2")));

    private static String challenge(String realm, String algorithm) {
        return "Digest realm=\"" + realm + "\", nonce=\"n\", algorithm=" + algorithm + ", qop=\"auth\"";
    }

    @Test
    void each_realm_gets_its_own_user() {
        String other = "the \\\"other\\\"";
        DigestChallenge chosen =
                credentials.answerable(List.of(challenge("stranger.example", "SHA-256"), challenge(other, "MD5")));
        assertNotNull(chosen);
        String answer = credentials.answering(chosen, "c").answer("REGISTER", "sip:one.example", new byte[0]);
        assertNotNull(answer);
        assertTrue(answer.contains("username=\"second\""), answer);
        assertTrue(answer.contains("realm=\"" + other + "\""), answer);
    }

    @Test
    void the_strongest_challenge_of_a_known_realm_is_answered() {
        DigestChallenge chosen =
                credentials.answerable(List.of(challenge("one.example", "MD5"), challenge("one.example", "SHA-256")));
        assertNotNull(chosen);
        assertEquals("SHA-256", chosen.algorithmWord());
    }

    @Test
    void a_realm_that_is_not_known_gets_nothing() {
        assertNull(credentials.answerable(List.of(challenge("stranger.example", "MD5"))));
        assertNull(TrunkCredentials.NONE.answerable(List.of(challenge("stranger.example", "MD5"))));
    }

    @Test
    void nobody_reads_a_password_by_chance() {
        assertFalse(credentials.toString().contains("secret"));
        assertFalse(new CredentialSettings("a", "b", "secret").toString().contains("secret"));
    }
}
