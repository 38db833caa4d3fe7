package io.rubrica.proxy.sip.digest;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The answers to one challenge, counted as RFC 7616 wants (3.4, "nc"). For one thread. */
public final class DigestSession {
    private final DigestChallenge challenge;
    private final DigestCredentials credentials;
    private final String cnonce;
    private final String secret;
    private int count;

    /**
     * @param cnonce nobody's guess, without quotes and backslashes; the same for the whole session, as the -sess
     *     algorithms want (RFC 7616, 3.4.2)
     */
    public DigestSession(DigestChallenge challenge, DigestCredentials credentials, String cnonce) {
        this.challenge = challenge;
        this.credentials = credentials;
        this.cnonce = cnonce;
        this.secret = secret();
    }

    private String secret() {
        DigestAlgorithm algorithm = challenge.algorithm();
        String plain = algorithm.hash(credentials.user() + ":" + challenge.realm() + ":" + credentials.password());
        return algorithm.session ? algorithm.hash(plain + ":" + challenge.nonce() + ":" + cnonce) : plain;
    }

    /**
     * The value of the Authorization or Proxy-Authorization of the next request, or null: that Request-URI cannot stand
     * between quotes.
     */
    public @Nullable String answer(String method, String uri, byte[] body) {
        if (uri.chars().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c))) return null;
        DigestAlgorithm algorithm = challenge.algorithm();
        DigestChallenge.Qop qop = challenge.qop();
        String counted = HexFormat.of().toHexDigits(++count);
        String what = method + ":" + uri;
        if (qop == DigestChallenge.Qop.AUTH_INT) what += ":" + algorithm.hash(body);
        String between = qop == null ? "" : counted + ":" + cnonce + ":" + qop.word + ":";
        String response = algorithm.hash(secret + ":" + challenge.nonce() + ":" + between + algorithm.hash(what));

        StringBuilder out = new StringBuilder("Digest ");
        quote(out, "username", credentials.user());
        quote(out.append(", "), "realm", challenge.realm());
        quote(out.append(", "), "nonce", challenge.nonce());
        quote(out.append(", "), "uri", uri);
        quote(out.append(", "), "response", response);
        String word = challenge.algorithmWord();
        if (word != null) out.append(", algorithm=").append(word);
        String opaque = challenge.opaque();
        if (opaque != null) quote(out.append(", "), "opaque", opaque);
        if (qop != null) {
            quote(out.append(", "), "cnonce", cnonce);
            out.append(", qop=").append(qop.word).append(", nc=").append(counted);
        }
        return out.toString();
    }

    private static void quote(StringBuilder out, String name, String value) {
        out.append(name).append("=\"").append(value).append('"');
    }

    /** Without the password and the hash that stands for it. */
    @Override
    public String toString() {
        return "DigestSession[" + credentials.user() + "]";
    }
}
