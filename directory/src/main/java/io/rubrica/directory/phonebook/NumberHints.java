package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which contact a number probably leads to: a flat table of 8 bytes a number, so that most calls touch memory once
 * where the index needs it twice or more. It only hints. A hint is given for a number that one contact alone has, and
 * the contact itself must confirm it; without a hint the index is asked. One writes, many read, without locks.
 */
final class NumberHints {
    /** No hint: ask the index. */
    static final long NONE = 0;

    private static final VarHandle SLOT = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ID = (1L << 32) - 1;
    /** Several contacts have the number, or several numbers look alike here. Stays until the files are made anew. */
    private static final long MANY = ID;
    /** Taken once and free again; a search goes on behind it. */
    private static final long GONE = 0xffff_ffff_0000_0000L;

    private static final int LONGEST_SEARCH = 64;
    private static final long MOST_SLOTS = Integer.MAX_VALUE / Long.BYTES;

    private final ByteBuffer slots;
    private final int count;

    private NumberHints(ByteBuffer slots, int count) {
        this.slots = slots;
        this.count = count;
    }

    /** Opens the file of hints, or makes it with room for so many numbers. */
    static NumberHints open(Path file, long numbers) throws IOException {
        int count = (int) Math.min(MOST_SLOTS, Math.max(1024, numbers * 4 / 3));
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new NumberHints(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) count * Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN),
                    count);
        }
    }

    /** The id of the contact that probably has the number alone, or {@link #NONE}. */
    long hint(long number) {
        long hash = IndexKey.mix(number);
        int at = home(hash);
        for (int i = 0; i < LONGEST_SEARCH; i++) {
            long slot = slot(at);
            if (slot == 0) return NONE;
            if (isOf(slot, hash)) {
                long id = slot & ID;
                return id == MANY ? NONE : id;
            }
            at = at + 1 == count ? 0 : at + 1;
        }
        return NONE;
    }

    /** A contact has got a number; the first one, or one more. */
    void added(long number, long contactId, boolean first) {
        long hash = IndexKey.mix(number);
        int free = -1;
        int at = home(hash);
        for (int i = 0; i < LONGEST_SEARCH; i++) {
            long slot = slot(at);
            if (isOf(slot, hash)) {
                set(at, print(hash) | MANY);
                return;
            }
            if ((slot == 0 || slot == GONE) && free < 0) free = at;
            if (slot == 0) break;
            at = at + 1 == count ? 0 : at + 1;
        }
        if (free >= 0) set(free, print(hash) | (first && contactId < MANY ? contactId : MANY));
    }

    /** A contact has lost a number. */
    void removed(long number, long contactId) {
        long hash = IndexKey.mix(number);
        int at = home(hash);
        for (int i = 0; i < LONGEST_SEARCH; i++) {
            long slot = slot(at);
            if (slot == 0) return;
            if (isOf(slot, hash)) {
                if ((slot & ID) == contactId) set(at, GONE);
                return;
            }
            at = at + 1 == count ? 0 : at + 1;
        }
    }

    private int home(long hash) {
        return (int) (((hash & ID) * count) >>> 32);
    }

    /** The upper half of a slot: what tells numbers apart; neither 0 nor that of {@link #GONE}. */
    private static long print(long hash) {
        long print = hash & GONE;
        return print == 0 || print == GONE ? 1L << 32 : print;
    }

    private static boolean isOf(long slot, long hash) {
        return (slot & GONE) == print(hash);
    }

    private long slot(int at) {
        return (long) SLOT.getAcquire(slots, at * Long.BYTES);
    }

    private void set(int at, long value) {
        SLOT.setRelease(slots, at * Long.BYTES, value);
    }
}
