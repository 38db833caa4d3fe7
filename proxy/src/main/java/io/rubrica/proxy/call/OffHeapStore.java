package io.rubrica.proxy.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import net.openhft.chronicle.hash.ChronicleHashCorruption;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dialogs in a file that is mapped into memory: what is put there outlives the process, whatever becomes of it. */
final class OffHeapStore implements DialogStore {
    private static final Logger LOG = LoggerFactory.getLogger(OffHeapStore.class);

    static {
        // It would report home, and write files into the home directory.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
    }

    /** A dialog that is answered and not confirmed yet is half as large again. */
    private static final int AVERAGE_BYTES = 1024;

    private static final int CHUNK_BYTES = 128;
    /** A larger dialog stays on the heap: only headers that somebody swelled make one. */
    private static final int MOST_BYTES = 64 * CHUNK_BYTES - 64;

    private static final int PUTS_TO_CHECK = 1024;
    private static final double ROOMY = 0.8;

    private final ChronicleMap<Long, DialogBytes> map;
    private final Signature signature;
    private final Runnable closed;
    private int putsToCheck;
    private boolean full;
    private volatile double fill;

    private OffHeapStore(ChronicleMap<Long, DialogBytes> map, Signature signature, Runnable closed) {
        this.map = map;
        this.signature = signature;
        this.closed = closed;
        checkSpace();
    }

    static OffHeapStore open(Path file, long capacity, Signature signature, Runnable closed) throws IOException {
        return new OffHeapStore(builder(file, capacity).createPersistedTo(file.toFile()), signature, closed);
    }

    /**
     * Opens a file whose process was killed. Nobody else may have it open.
     *
     * @param damaged told how often something was found broken
     */
    static OffHeapStore recover(Path file, long capacity, Signature signature, Runnable damaged) throws IOException {
        ChronicleHashCorruption.Listener listener = corruption -> damaged.run();
        return new OffHeapStore(
                builder(file, capacity).recoverPersistedTo(file.toFile(), false, listener), signature, () -> {});
    }

    private static ChronicleMapBuilder<Long, DialogBytes> builder(Path file, long capacity) {
        return ChronicleMapBuilder.of(Long.class, DialogBytes.class)
                .name(String.valueOf(file.getFileName()))
                .entries(capacity)
                .averageValueSize(AVERAGE_BYTES)
                .actualChunkSize(CHUNK_BYTES)
                // Its own exit hook would close the file under calls that a graceful stop still serves.
                .skipCloseOnExitHook(true)
                .putReturnsNull(true)
                .removeReturnsNull(true);
    }

    @Override
    public boolean put(long key, DialogBytes bytes) {
        if (bytes.length() > MOST_BYTES) {
            map.remove(key);
            return false;
        }
        try {
            map.put(key, bytes);
        } catch (IllegalStateException noRoom) {
            map.remove(key);
            if (!full)
                LOG.warn(
                        "the file of calls has no room for more; they are carried all the same, but would end with this"
                                + " process: calls.max-dialogs");
            full = true;
            return false;
        }
        if (--putsToCheck <= 0) checkSpace();
        return true;
    }

    private void checkSpace() {
        putsToCheck = PUTS_TO_CHECK;
        fill = 1 - map.percentageFreeSpace() / 100.0;
        // Told once, and again only when there was room in between.
        if (fill < ROOMY) full = false;
    }

    @Override
    public boolean read(long key, DialogBytes into) {
        return map.getUsing(key, into) != null;
    }

    @Override
    public void remove(long key) {
        map.remove(key);
    }

    @Override
    public void forEachKey(LongConsumer each) {
        // First all keys, then each: who reads or removes one within the walk would wait for himself.
        List<Long> keys = new ArrayList<>();
        map.forEachEntry(entry -> keys.add(entry.key().get()));
        keys.forEach(each::accept);
    }

    long size() {
        return map.longSize();
    }

    @Override
    public double fill() {
        return fill;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public void close() {
        map.close();
        closed.run();
    }
}
