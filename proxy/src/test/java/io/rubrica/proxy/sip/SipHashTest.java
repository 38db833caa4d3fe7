package io.rubrica.proxy.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SipHashTest {
    private static final long KEY0 = 0x0706050403020100L;
    private static final long KEY1 = 0x0f0e0d0c0b0a0908L;

    /** Written from the paper alone, with any number of rounds; the vector below is the one in its appendix A. */
    private static long reference(int c, int d, byte[] message) {
        long[] v = {
            KEY0 ^ 0x736f6d6570736575L,
            KEY1 ^ 0x646f72616e646f6dL,
            KEY0 ^ 0x6c7967656e657261L,
            KEY1 ^ 0x7465646279746573L
        };
        ByteBuffer padded = ByteBuffer.allocate(message.length / 8 * 8 + 8).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(message).put(padded.capacity() - 1, (byte) message.length).rewind();
        while (padded.hasRemaining()) {
            long m = padded.getLong();
            v[3] ^= m;
            rounds(v, c);
            v[0] ^= m;
        }
        v[2] ^= 0xff;
        rounds(v, d);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void rounds(long[] v, int count) {
        for (int i = 0; i < count; i++) {
            half(v, 0, 1, 13);
            v[0] = Long.rotateLeft(v[0], 32);
            half(v, 2, 3, 16);
            half(v, 0, 3, 21);
            half(v, 2, 1, 17);
            v[2] = Long.rotateLeft(v[2], 32);
        }
    }

    private static void half(long[] v, int a, int b, int by) {
        v[a] += v[b];
        v[b] = Long.rotateLeft(v[b], by) ^ v[a];
    }

    @Test
    void the_reference_gives_the_papers_vector() {
        byte[] message = new byte[15];
        for (int i = 0; i < message.length; i++) message[i] = (byte) i;

        assertEquals(0xa129ca6149be45e5L, reference(2, 4, message));
    }

    @Test
    void a_word_hashes_as_its_eight_bytes_do() {
        SipHash hash = new SipHash(KEY0, KEY1);
        for (long word : new long[] {0, 1, -1, Long.MIN_VALUE, 0x0123456789abcdefL}) {
            byte[] bytes = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(word)
                    .array();

            assertEquals(reference(1, 3, bytes), hash.of(word), Long.toHexString(word));
        }
    }

    @Test
    void every_byte_of_a_range_counts_and_none_beside_it() {
        SipHash hash = new SipHash(KEY0, KEY1);
        byte[] in = Ascii.bytes("..the range that counts..");
        Set<Long> seen = new HashSet<>();
        seen.add(hash.of(1, in, 2, in.length - 2));
        for (int i = 0; i < in.length; i++) {
            byte[] other = in.clone();
            other[i] ^= 1;
            boolean beside = i < 2 || i >= in.length - 2;
            assertEquals(!beside, seen.add(hash.of(1, other, 2, in.length - 2)), "byte " + i);
        }
    }

    @Test
    void neighbours_cannot_trade_bytes() {
        SipHash hash = new SipHash(KEY0, KEY1);
        byte[] in = Ascii.bytes("abcdefghijklmnopqrstuvwxyz");
        Set<Long> seen = new HashSet<>();
        for (int cut = 0; cut <= in.length; cut++) seen.add(hash.of(1, in, 0, cut, in, cut, in.length));

        assertEquals(in.length + 1, seen.size());
    }

    @Test
    void uses_and_keys_are_kept_apart() {
        byte[] in = Ascii.bytes("same");
        SipHash hash = new SipHash(KEY0, KEY1);

        assertNotEquals(hash.of(1, in, 0, 4), hash.of(2, in, 0, 4));
        assertNotEquals(hash.of(1, in, 0, 4), new SipHash(KEY0, KEY1 + 1).of(1, in, 0, 4));
        assertNotEquals(SipHash.random().of(7), SipHash.random().of(7));
    }
}
