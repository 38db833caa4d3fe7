package io.rubrica.proxy.sip.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A challenge that can be answered. Its texts are as they stand between the quotes, backslashes included: that is what
 * is hashed and what goes back (RFC 7616, 3.4.2).
 *
 * @param algorithmWord the algorithm as the challenger wrote it; null: it wrote none, which means MD5
 * @param qop what the answer protects; null: the challenge is of RFC 2069's kind
 * @param stale whether the credentials were right and only the nonce was too old
 */
public record DigestChallenge(
        String realm,
        String nonce,
        @Nullable String opaque,
        DigestAlgorithm algorithm,
        @Nullable String algorithmWord,
        @Nullable Qop qop,
        boolean stale) {
    private static final int MOST_CHALLENGES = 16;

    /** What the answer protects: the method and the URI, or the body too. */
    enum Qop {
        AUTH("auth"),
        AUTH_INT("auth-int");

        final String word;

        Qop(String word) {
            this.word = word;
        }
    }

    /**
     * The strongest challenge that can be answered, the first of equals; null: none.
     *
     * @param values of WWW-Authenticate or Proxy-Authenticate; only the first 16 challenges are read
     * @param realms the realms that the credentials are for, in plain text; empty: any
     */
    public static @Nullable DigestChallenge strongest(List<String> values, List<String> realms) {
        DigestChallenge best = null;
        for (String each : each(values)) {
            DigestChallenge challenge = read(each);
            if (challenge == null || !challenge.isOf(realms)) continue;
            if (best == null || challenge.algorithm.compareTo(best.algorithm) > 0) best = challenge;
        }
        return best;
    }

    private static List<String> each(List<String> values) {
        List<String> all = new ArrayList<>(1);
        for (String value : values) all.addAll(ChallengeReader.each(value, MOST_CHALLENGES - all.size()));
        return all;
    }

    /**
     * Whether one of them is of that realm, answerable or not.
     *
     * @param values of WWW-Authenticate or Proxy-Authenticate, or of what answers them; only the first 16 are read
     * @param realm in plain text
     */
    public static boolean names(List<String> values, String realm) {
        for (String each : each(values)) if (realm.equals(realm(each))) return true;
        return false;
    }

    /** The realm of the first that can be read, in plain text; empty: of none. */
    public static String firstRealm(List<String> values) {
        for (String each : each(values)) {
            String realm = realm(each);
            if (realm != null) return realm;
        }
        return "";
    }

    private static @Nullable String realm(String value) {
        Map<String, String> parameters = ChallengeReader.read(value);
        String quoted = parameters == null ? null : parameters.get("realm");
        return quoted == null ? null : plain(quoted);
    }

    /** The challenge, or null: it is malformed, of another scheme, or asks for what is not known here. */
    static @Nullable DigestChallenge read(String value) {
        Map<String, String> parameters = ChallengeReader.read(value);
        if (parameters == null) return null;
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        String word = parameters.get("algorithm");
        DigestAlgorithm algorithm = word == null ? DigestAlgorithm.MD5 : DigestAlgorithm.named(word);
        if (realm == null || nonce == null || algorithm == null) return null;
        String offered = parameters.get("qop");
        Qop qop = offered == null ? null : chosen(offered);
        // A session's key needs the cnonce, which an answer without qop must not carry (RFC 2617, 3.2.2).
        if (qop == null && (offered != null || algorithm.session)) return null;
        boolean stale = "true".equalsIgnoreCase(parameters.get("stale"));
        return new DigestChallenge(realm, nonce, parameters.get("opaque"), algorithm, word, qop, stale);
    }

    /** "auth" where it is offered: a body that is changed on the way breaks the other. */
    private static @Nullable Qop chosen(String offered) {
        Qop chosen = null;
        for (String word : offered.split(",", -1)) {
            if (word.strip().equalsIgnoreCase(Qop.AUTH.word)) return Qop.AUTH;
            if (word.strip().equalsIgnoreCase(Qop.AUTH_INT.word)) chosen = Qop.AUTH_INT;
        }
        return chosen;
    }

    private boolean isOf(List<String> realms) {
        return realms.isEmpty() || realms.contains(plainRealm());
    }

    /** The same, whether or not an older nonce came before it. */
    public DigestChallenge notStale() {
        return stale ? new DigestChallenge(realm, nonce, opaque, algorithm, algorithmWord, qop, false) : this;
    }

    /** The realm as people read it, backslashes taken off. */
    public String plainRealm() {
        return plain(realm);
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
