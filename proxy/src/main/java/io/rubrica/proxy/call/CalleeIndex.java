package io.rubrica.proxy.call;

import java.util.function.LongConsumer;

/**
 * From the name of a callee's leg, as a hash, to its dialog's key: two longs a dialog in plain arrays, nothing that a
 * garbage collector follows. Open addressing with linear probing; both numbers are hashes already.
 */
final class CalleeIndex {
    private long[] hashes = new long[1024];
    private long[] keys = new long[1024];
    private int size;

    /** @param key not 0 */
    void put(long hash, long key) {
        if (size * 2 >= keys.length) grow();
        int slot = slot(hash);
        if (keys[slot] == 0) size++;
        hashes[slot] = hash;
        keys[slot] = key;
    }

    /** The key, or 0. */
    long get(long hash) {
        return keys[slot(hash)];
    }

    void remove(long hash) {
        int hole = slot(hash);
        if (keys[hole] == 0) return;
        size--;
        int mask = keys.length - 1;
        // What was pushed on by the one that goes moves up, so that no search ends too early.
        for (int at = hole + 1 & mask; keys[at] != 0; at = at + 1 & mask) {
            int home = (int) hashes[at] & mask;
            if ((at - home & mask) < (at - hole & mask)) continue;
            hashes[hole] = hashes[at];
            keys[hole] = keys[at];
            hole = at;
        }
        keys[hole] = 0;
    }

    private int slot(long hash) {
        int mask = keys.length - 1;
        int at = (int) hash & mask;
        while (keys[at] != 0 && hashes[at] != hash) at = at + 1 & mask;
        return at;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldKeys = keys;
        hashes = new long[oldKeys.length * 2];
        keys = new long[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] == 0) continue;
            int slot = slot(oldHashes[i]);
            hashes[slot] = oldHashes[i];
            keys[slot] = oldKeys[i];
        }
    }

    int size() {
        return size;
    }

    /** Every key that is there now, whatever is added or removed meanwhile. */
    void forEachKey(LongConsumer each) {
        long[] now = keys.clone();
        for (long key : now) if (key != 0) each.accept(key);
    }
}
