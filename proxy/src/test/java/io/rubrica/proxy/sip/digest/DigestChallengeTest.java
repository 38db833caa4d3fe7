package io.rubrica.proxy.sip.digest;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestChallengeTest {
    private static final String MD5 = "Digest realm=\"a\", nonce=\"1\", algorithm=MD5, qop=\"auth\"";
    private static final String SHA_256 = "Digest realm=\"a\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"";
    private static final String UNKNOWN = "Digest realm=\"a\", nonce=\"3\", algorithm=SHA3-512, qop=\"auth\"";
    private static final String OTHER_REALM = "Digest realm=\"b\", nonce=\"4\", algorithm=SHA-512-256, qop=\"auth\"";

    @Test
    void the_strongest_that_is_known_is_taken() {
        assertEquals("2", nonce(List.of(UNKNOWN, MD5, SHA_256), List.of()));
    }

    @Test
    void the_first_of_equals_is_taken() {
        assertEquals("1", nonce(List.of(MD5, MD5.replace("\"1\"", "\"9\"")), List.of()));
    }

    @Test
    void only_the_realms_of_the_credentials_are_answered() {
        assertEquals("1", nonce(List.of(OTHER_REALM, MD5), List.of("a", "c")));
        assertNull(nonce(List.of(OTHER_REALM), List.of("a", "c")));
        assertEquals("4", nonce(List.of(OTHER_REALM, MD5), List.of()));
    }

    @Test
    void an_escaped_realm_is_matched_as_plain_text_and_kept_as_it_stands() {
        DigestChallenge challenge =
                DigestChallenge.strongest(List.of("Digest realm=\"the \\\"a\\\"\", nonce=\"1\""), List.of("the \"a\""));
        assertEquals("the \\\"a\\\"", requireNonNull(challenge).realm());
    }

    @Test
    void names_are_read_in_any_case_and_with_any_space() {
        DigestChallenge challenge = requireNonNull(
                DigestChallenge.read(" dIGEST  REALM = \"a\" ,\tNonce=\"1\",Algorithm=sha-256, QOP=AUTH,stale=TRUE "));
        assertEquals(DigestAlgorithm.SHA_256, challenge.algorithm());
        assertEquals(DigestChallenge.Qop.AUTH, challenge.qop());
        assertTrue(challenge.stale());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Digest",
                "Digest ",
                "Basic realm=\"a\"",
                "Digestrealm=\"a\", nonce=\"1\"",
                "Digest realm=\"a\"",
                "Digest nonce=\"1\"",
                "Digest realm=\"a\", nonce=\"1",
                "Digest realm=\"a\", nonce=\"1\\",
                "Digest realm=\"a\", nonce=\"1\",",
                "Digest realm=\"a\", nonce=\"1\", realm=\"b\"",
                "Digest realm=\"a\" nonce=\"1\"",
                "Digest realm=\"a\r\nX: y\", nonce=\"1\"",
                "Digest realm=\"a\\\r\", nonce=\"1\"",
                "Digest realm=\"a\", nonce=\"1\", qop=\"\"",
                "Digest realm=\"a\", nonce=\"1\", qop=\"auth-conf\"",
                "Digest realm=\"a\", nonce=\"1\", algorithm=MD5-sess",
                "Digest realm=\"a\", nonce=\"1\", Digest realm=\"b\", nonce=\"2\""
            })
    void what_is_broken_or_unknown_is_no_challenge(String value) {
        assertNull(DigestChallenge.read(value));
    }

    @Test
    void a_hostile_challenge_is_bounded() {
        assertNull(DigestChallenge.read("Digest realm=\"a\", nonce=\"" + "1".repeat(2048) + "\""));
        StringBuilder many = new StringBuilder("Digest realm=\"a\", nonce=\"1\"");
        for (int i = 0; i < 40; i++) many.append(", p").append(i).append("=1");
        assertNull(DigestChallenge.read(many.toString()));
        List<String> flood = new ArrayList<>(Collections.nCopies(16, "Basic realm=\"a\""));
        flood.add(MD5);
        assertNull(nonce(flood, List.of()));
    }

    private static @Nullable String nonce(List<String> values, List<String> realms) {
        DigestChallenge challenge = DigestChallenge.strongest(values, realms);
        return challenge == null ? null : challenge.nonce();
    }
}
