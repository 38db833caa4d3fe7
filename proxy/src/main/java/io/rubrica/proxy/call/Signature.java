package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.SipHash;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Signs the Call-IDs of our second legs, so that an answer to a call that was lost with its process can be told from a
 * forged one: the second half of a Call-ID follows from its first, our tag and a secret.
 */
public final class Signature {
    static final int SECRET_BYTES = 16;

    private static final int USE = 12;
    private static final int DIGITS = 16;

    private final SipHash hash;

    private Signature(byte[] secret) {
        ByteBuffer words = ByteBuffer.wrap(secret);
        hash = new SipHash(words.getLong(), words.getLong());
    }

    /** With a secret of {@value #SECRET_BYTES} bytes. */
    static Signature of(byte[] secret) {
        return new Signature(secret);
    }

    static byte[] freshSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    static Signature random() {
        return of(freshSecret());
    }

    /** What a Call-ID that begins with these 16 digits ends with. */
    long of(byte[] callId, byte[] tag, int tagFrom, int tagTo) {
        return hash.of(USE, callId, 0, DIGITS, tag, tagFrom, tagTo);
    }

    /** Whether we made this Call-ID for a leg on which this is our tag. */
    boolean isOurs(byte[] callId, byte[] tag, int tagFrom, int tagTo) {
        return callId.length == 2 * DIGITS && Ascii.hex(callId, DIGITS, 2 * DIGITS) == of(callId, tag, tagFrom, tagTo);
    }
}
