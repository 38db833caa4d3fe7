package io.rubrica.proxy.sip.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestSessionTest {
    private static final byte[] NO_BODY = {};
    private static final byte[] BODY = "v=0\r\n".getBytes(UTF_8);

    @Test
    void the_example_of_rfc_2617_is_answered_as_it_says() {
        String answer = first(
                "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"",
                new DigestCredentials("Mufasa", "Circle Of Life"),
                "0a4f113b");
        assertEquals(
                "Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\","
                        + " response=\"6629fae49393a05397450978507c4ef1\","
                        + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", cnonce=\"0a4f113b\", qop=auth, nc=00000001",
                answer);
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void the_examples_of_rfc_7616_are_answered_as_they_say(String algorithm, String response) {
        String answer = first(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm
                        + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                        + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
                new DigestCredentials("Mufasa", "Circle of Life"),
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        assertTrue(answer.contains(" response=\"" + response + "\", algorithm=" + algorithm + ", "), answer);
    }

    /** Responses computed apart, with Python's hashlib. */
    @ParameterizedTest
    @CsvSource({
        "SHA-512-256, auth, 34c944e40b7212dff4ea5931300f3e2dae83243c270b0055e7c2c9426f83d5ac",
        "SHA-512-256-sess, auth, a4ecea45d70aa4c12a677e895e50962c81ce5a62f0fb6bb26e5fa8defacb0f33",
        "MD5-sess, auth, 05163da47d8b4799c03cb38c4632bd5f",
        "MD5, auth-int, 976d896be33f38e39e5bd1f41ad68226"
    })
    void every_algorithm_and_protection_is_known(String algorithm, String qop, String response) {
        String answer = requireNonNull(session("algorithm=" + algorithm + ", qop=\"" + qop + "\"")
                .answer("INVITE", "sip:bob@carrier.example", BODY));
        assertTrue(answer.contains(" response=\"" + response + "\""), answer);
        assertTrue(answer.endsWith(", qop=" + qop + ", nc=00000001"), answer);
    }

    @Test
    void a_challenge_without_qop_gets_neither_cnonce_nor_count() {
        String answer = session("stale=false").answer("INVITE", "sip:bob@carrier.example", BODY);
        assertEquals(
                "Digest username=\"alice\", realm=\"carrier.example\", nonce=\"n1\", uri=\"sip:bob@carrier.example\","
                        + " response=\"32f0787e4fbd7c2a863b770da61d6c39\"",
                answer);
    }

    @Test
    void the_answers_to_one_nonce_are_counted() {
        DigestSession session = session("algorithm=SHA-256-sess, qop=\"auth\"");
        session.answer("INVITE", "sip:bob@carrier.example", BODY);
        String second = requireNonNull(session.answer("INVITE", "sip:bob@carrier.example", BODY));
        assertTrue(second.endsWith("nc=00000002"), second);
        assertTrue(second.contains("6492b4db4f8acc28702435fa91820dc083fec34617cdbe99c59e1117b7b308be"), second);
    }

    @Test
    void a_uri_that_would_break_out_of_its_quotes_is_not_answered() {
        assertNull(session("qop=auth").answer("INVITE", "sip:bob\", realm=\"x@carrier.example", NO_BODY));
    }

    @Test
    void no_text_of_it_tells_the_password() {
        assertFalse(new DigestCredentials("alice", "s3cret").toString().contains("s3cret"));
        assertEquals("DigestSession[alice]", session("qop=auth").toString());
    }

    private static DigestSession session(String more) {
        DigestChallenge challenge = DigestChallenge.strongest(
                List.of("Digest realm=\"carrier.example\", nonce=\"n1\", " + more), List.of());
        return new DigestSession(requireNonNull(challenge), new DigestCredentials("alice", "s3cret"), "c1");
    }

    private static String first(String value, DigestCredentials credentials, String cnonce) {
        DigestChallenge challenge = requireNonNull(DigestChallenge.strongest(List.of(value), List.of()));
        return requireNonNull(
                new DigestSession(challenge, credentials, cnonce).answer("GET", "/dir/index.html", NO_BODY));
    }
}
