package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A carrier's door: it asks for a password, and checks the answer by the formulas of RFC 2617 and RFC 7616, written down here
 * once more. A count that does not go up is an error.
 */
final class Guard {
    static final String REALM = "carrier.example";
    static final String USER = "447700900123";
    static final String PASSWORD = "secret: \u00e9";

    private final String realm;
    private final String algorithm;
    private final String qop;
    private final Map<String, Long> counts = new HashMap<>();

    Guard(String realm, String algorithm, String qop) {
        this.realm = realm;
        this.algorithm = algorithm;
        this.qop = qop;
    }

    Guard(String algorithm) {
        this(REALM, algorithm, "auth");
    }

    /** The value of WWW-Authenticate or Proxy-Authenticate. */
    String challenge(String nonce) {
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm + ", qop=\"" + qop
                + "\", opaque=\"o-" + nonce + "\"";
    }

    /** A 407 with that nonce. */
    Sip asks(Sip request, String nonce) {
        return request.answer("407 Proxy Authentication Required", "p", proxy(challenge(nonce)), "");
    }

    static String proxy(String challenge) {
        return "Proxy-Authenticate: " + challenge + "\n";
    }

    /** The request shows the password that was asked for with that nonce. */
    Sip lets(Sip request, String nonce) {
        return lets(request, request.header("Proxy-Authorization"), nonce);
    }

    /** The same for one of several. */
    Sip lets(Sip request, String shown, String nonce) {
        check("realm", realm, word(shown, "realm"));
        check("username", USER, word(shown, "username"));
        check("nonce", nonce, word(shown, "nonce"));
        check("opaque", "o-" + nonce, word(shown, "opaque"));
        check("qop", qop, word(shown, "qop"));
        check("uri", request.uri(), word(shown, "uri"));
        String count = word(shown, "nc");
        long number = Long.parseLong(count, 16);
        if (number <= counts.getOrDefault(nonce, 0L))
            throw new AssertionError("a count that was there before: " + number);
        counts.put(nonce, number);
        String secret = hash(USER + ":" + realm + ":" + PASSWORD);
        String what = request.method() + ":" + request.uri();
        if (qop.equals("auth-int")) what += ":" + hash(Wire.bytes(request.body()));
        String between = nonce + ":" + count + ":" + word(shown, "cnonce") + ":" + qop;
        check("response", hash(secret + ":" + between + ":" + hash(what)), word(shown, "response"));
        return request;
    }

    private static void check(String what, String expected, String found) {
        if (!expected.equals(found))
            throw new AssertionError(what + " is \"" + found + "\" where \"" + expected + "\" was expected");
    }

    static String word(String shown, String name) {
        Matcher matcher = Pattern.compile("[ ,]" + name + "=(\"[^\"]*\"|[^,]*)").matcher(shown);
        if (!matcher.find()) throw new AssertionError("no " + name + " in " + shown);
        return matcher.group(1).replace("\"", "");
    }

    private String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.equals("MD5") ? "MD5" : "SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
