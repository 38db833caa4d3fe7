package io.rubrica.proxy.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The algorithms of RFC 7616 and RFC 8760, weakest first. */
enum DigestAlgorithm {
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true),
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true);

    final boolean session;
    private final String name;
    private final String hash;

    DigestAlgorithm(String name, String hash, boolean session) {
        this.name = name;
        this.hash = hash;
        this.session = session;
    }

    /** The algorithm of that name, in any case (RFC 3261, 7.3.1); null: none that is known. */
    static @Nullable DigestAlgorithm named(String name) {
        for (DigestAlgorithm algorithm : values()) if (algorithm.name.equalsIgnoreCase(name)) return algorithm;
        return null;
    }

    /** The hash of the text's UTF-8 bytes, in lower-case hexadecimal digits. */
    String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + hash, e);
        }
    }
}
