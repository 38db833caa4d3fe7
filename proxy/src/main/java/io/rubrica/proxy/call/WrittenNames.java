package io.rubrica.proxy.call;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.SipHash;
import org.jspecify.annotations.Nullable;

/**
 * The names that we wrote lately, so that they can be recognised when the PBX sends them out again with a forwarded or
 * transferred call. The last {@value #KEPT} are remembered, far more than calls are up at once.
 */
final class WrittenNames {
    private static final int KEPT = 65_536;

    /** What stood there before, quotes included; empty when nothing did. By a hash of number and name. */
    private final LongObjectHashMap<byte[]> before = new LongObjectHashMap<>(1024);

    private final long[] ring = new long[KEPT];
    private int next;
    private final SipHash hash = SipHash.random();

    /** Remembers that a name was written for a number in place of what stood there. */
    void wrote(String number, String name, byte[] displayBefore) {
        long key = key(number, name);
        if (before.put(key, displayBefore) != null) return;
        long oldest = ring[next];
        if (oldest != 0) before.remove(oldest);
        ring[next] = key;
        next = (next + 1) % KEPT;
    }

    /** What stood before where we wrote this name for this number; null: we did not write it. */
    byte @Nullable [] before(String number, String name) {
        return before.get(key(number, name));
    }

    /** One number may have had several names: personal ones, labels, or a contact that changed. */
    private long key(String number, String name) {
        byte[] bytes = Ascii.bytes(name);
        return hash.of(NumberTail.of(number), bytes, 0, bytes.length);
    }
}
