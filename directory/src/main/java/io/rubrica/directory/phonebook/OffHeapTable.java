package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import net.openhft.chronicle.hash.ChronicleHashCorruption;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/** A file of small entries by a long key. Many may read while one writes. */
final class OffHeapTable implements AutoCloseable {
    static {
        // It would report home, and write files into the home directory.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
    }

    // Counting the free space walks over the whole table's map of it.
    private static final int CHECKS_TO_FULL = 64;
    private static final int FEWEST_TO_CHECK = 1024;
    private static final double FULL = 0.85;

    private final ChronicleMap<Long, Cell> map;
    private final long capacity;
    private final AtomicLong entries;
    private long writesToCheck;
    private volatile double spaceUsed;

    private OffHeapTable(ChronicleMap<Long, Cell> map, long capacity, long entries) {
        this.map = map;
        this.capacity = capacity;
        this.entries = new AtomicLong(entries);
        checkSpace();
    }

    /**
     * What entries look like.
     *
     * @param averageBytes of a value
     * @param chunkBytes what an entry is rounded up to: entries that grow within a chunk stay where they are, and the
     *     holes that others leave fit the next one
     */
    record Shape(int averageBytes, int chunkBytes) {}

    /** Creates the file of a table, or opens it as it was closed. */
    static OffHeapTable open(Path file, long capacity, Shape shape, long entries) throws IOException {
        return new OffHeapTable(builder(file, capacity, shape).createPersistedTo(file.toFile()), capacity, entries);
    }

    /**
     * Opens a table whose process was killed. Nobody else may have it open.
     *
     * @param damaged told how often something was found broken
     */
    static OffHeapTable recover(Path file, long capacity, Shape shape, Runnable damaged) throws IOException {
        ChronicleHashCorruption.Listener listener = corruption -> damaged.run();
        ChronicleMap<Long, Cell> map =
                builder(file, capacity, shape).recoverPersistedTo(file.toFile(), false, listener);
        return new OffHeapTable(map, capacity, map.longSize());
    }

    private static ChronicleMapBuilder<Long, Cell> builder(Path file, long capacity, Shape shape) {
        return ChronicleMapBuilder.of(Long.class, Cell.class)
                .name(String.valueOf(file.getFileName()))
                .entries(capacity)
                .averageValueSize(shape.averageBytes)
                .actualChunkSize(shape.chunkBytes)
                .maxBloatFactor(3)
                // Its own exit hook would close the file under calls that a graceful stop still serves.
                .skipCloseOnExitHook(true)
                .putReturnsNull(true)
                .removeReturnsNull(true);
    }

    /** Reads an entry into a cell; false when there is none, and the cell is then worth nothing. */
    boolean read(long key, Cell into) {
        return map.getUsing(key, into) != null;
    }

    /** Writes an entry that was not there. */
    void add(long key, Cell cell) {
        map.put(key, cell);
        entries.incrementAndGet();
        wrote();
    }

    /** Writes an entry in place of the one that was there. */
    void replace(long key, Cell cell) {
        map.put(key, cell);
        wrote();
    }

    /** Removes an entry that is there. */
    void remove(long key) {
        map.remove(key);
        entries.decrementAndGet();
    }

    /** Every key, once; only where nobody else reads or writes. */
    void forEachKey(LongConsumer each) {
        map.forEachEntry(entry -> each.accept(entry.key().get()));
    }

    long entries() {
        return entries.get();
    }

    /** How full it is: 0 empty, 1 due to be replaced by a larger one. */
    double fill() {
        return Math.max((double) entries.get() / capacity, spaceUsed / FULL);
    }

    private void wrote() {
        if (--writesToCheck <= 0) checkSpace();
    }

    private void checkSpace() {
        writesToCheck = Math.max(FEWEST_TO_CHECK, capacity / CHECKS_TO_FULL);
        spaceUsed = 1 - map.percentageFreeSpace() / 100.0;
    }

    @Override
    public void close() {
        map.close();
    }
}
