package io.rubrica.proxy.sip;

import java.security.SecureRandom;

/**
 * SipHash-1-3 with a key of this process: hashes that strangers cannot steer, and ids that they cannot guess. The rounds
 * are those of Aumasson and Bernstein's paper. Used by one thread at a time.
 */
public final class SipHash {
    private final long key0;
    private final long key1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** One with a fresh random key. */
    public static SipHash random() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** Hashes one word. */
    public long of(long word) {
        begin();
        block(word);
        return end(8);
    }

    /** Hashes a range, together with a number that keeps uses apart. */
    public long of(long use, byte[] in, int from, int to) {
        begin();
        block(use);
        bytes(in, from, to);
        return end(8 + to - from);
    }

    /** Hashes two ranges. */
    public long of(long use, byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        begin();
        block(use);
        bytes(a, aFrom, aTo);
        bytes(b, bFrom, bTo);
        return end(8 + aTo - aFrom + bTo - bFrom);
    }

    private void bytes(byte[] in, int from, int to) {
        long word = 0;
        int shift = 0;
        for (int i = from; i < to; i++) {
            word |= (in[i] & 0xffL) << shift;
            shift += 8;
            if (shift == 64) {
                block(word);
                word = 0;
                shift = 0;
            }
        }
        // The length closes each range, so that neighbours cannot trade bytes.
        block(word | (long) (to - from) << 56);
    }

    private void begin() {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    private void block(long word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }

    private long end(int length) {
        block((long) length << 56);
        v2 ^= 0xff;
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
