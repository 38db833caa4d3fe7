package io.rubrica.directory.phonebook;

import java.util.Arrays;

/** A growable list of longs, reused. */
final class LongBag {
    private long[] longs = new long[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(long value) {
        if (size == longs.length) longs = Arrays.copyOf(longs, size * 2);
        longs[size++] = value;
    }

    long get(int at) {
        return longs[at];
    }

    int size() {
        return size;
    }
}
