package io.rubrica.proxy.call;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.SipHash;
import org.jspecify.annotations.Nullable;

/**
 * The names that we wrote lately, so that they can be recognised when the PBX sends them out again with a forwarded or
 * transferred call. The last {@value #KEPT} numbers are remembered, far more than calls are up at once.
 */
final class WrittenNames {
    private static final int KEPT = 65_536;
    private static final int USE = 17;

    /**
     * What was written for a number.
     *
     * @param name a hash of the name
     * @param before the display name as it stood before, quotes included; empty when there was none
     */
    private record Written(long name, byte[] before) {}

    private final LongObjectHashMap<Written> byNumber = new LongObjectHashMap<>(1024);
    private final long[] ring = new long[KEPT];
    private int next;
    private final SipHash hash = SipHash.random();

    /** Remembers that a name was written for a number in place of what stood there. */
    void wrote(String number, String name, byte[] before) {
        long key = NumberTail.of(number);
        if (byNumber.put(key, new Written(hash(name), before)) != null) return;
        long oldest = ring[next];
        if (oldest != 0) byNumber.remove(oldest);
        ring[next] = key;
        next = (next + 1) % KEPT;
    }

    /** What stood before where we wrote this name for this number; null: we did not write it. */
    byte @Nullable [] before(String number, String name) {
        Written written = byNumber.get(NumberTail.of(number));
        return written != null && written.name == hash(name) ? written.before : null;
    }

    private long hash(String name) {
        byte[] bytes = Ascii.bytes(name);
        return hash.of(USE, bytes, 0, bytes.length);
    }
}
