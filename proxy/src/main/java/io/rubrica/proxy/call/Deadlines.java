package io.rubrica.proxy.call;

import java.util.Arrays;

/**
 * When which dialog is to be looked at: a heap of plain numbers, the earliest on top. Nothing is ever taken back; who is
 * called in vain goes again.
 */
final class Deadlines {
    private long[] times = new long[1024];
    private long[] keys = new long[1024];
    private int size;

    void add(long time, long key) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            keys = Arrays.copyOf(keys, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int above = at - 1 >> 1;
            if (times[above] <= time) break;
            times[at] = times[above];
            keys[at] = keys[above];
            at = above;
        }
        times[at] = time;
        keys[at] = key;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The earliest time; there must be one. */
    long time() {
        return times[0];
    }

    /** Whose it is. */
    long key() {
        return keys[0];
    }

    void removeFirst() {
        size--;
        long time = times[size];
        long key = keys[size];
        int at = 0;
        for (int below = 1; below < size; below = 2 * at + 1) {
            if (below + 1 < size && times[below + 1] < times[below]) below++;
            if (times[below] >= time) break;
            times[at] = times[below];
            keys[at] = keys[below];
            at = below;
        }
        times[at] = time;
        keys[at] = key;
    }
}
