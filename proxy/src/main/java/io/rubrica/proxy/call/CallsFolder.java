package io.rubrica.proxy.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that calls are kept in: a lock that keeps other processes out, a mark that stays when the process is killed,
 * a secret, and the file of dialogs. Each start copies what the last process left into a new file: it is small again, of
 * the size that is wanted, and nothing in it was half written.
 *
 * <p>A file that cannot be read is put aside, and calls are carried all the same.
 */
public final class CallsFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CallsFolder.class);

    private final Path folder;
    private final FileChannel lock;
    private final long capacity;
    private final AtomicLong damaged = new AtomicLong();

    private CallsFolder(Path folder, FileChannel lock, long capacity) {
        this.folder = folder;
        this.lock = lock;
        this.capacity = capacity;
    }

    /**
     * Opens the dialogs of a folder for this process.
     *
     * @param capacity so many dialogs have room
     * @throws IOException when another process has it, or no file can be made there
     */
    public static DialogStore open(Path folder, int capacity) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            boolean free;
            try {
                free = lock.tryLock() != null;
            } catch (OverlappingFileLockException alreadyOurs) {
                free = false;
            }
            if (!free) throw new IOException("another process carries the calls of " + folder);
            return new CallsFolder(folder, lock, capacity).open();
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /** Deletes a folder of calls that nobody has open. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) Files.delete(each);
        }
        Files.delete(folder);
    }

    private DialogStore open() throws IOException {
        Path dialogs = folder.resolve("dialogs");
        Path old = folder.resolve("dialogs.old");
        Path mark = folder.resolve("running");
        boolean killed = Files.exists(mark);
        if (!killed) Files.createFile(mark);
        Signature signature = Signature.of(secret());
        // A process that was killed while it copied has left both; the new one holds nothing that the old has not.
        if (!Files.exists(old) && Files.exists(dialogs)) Files.move(dialogs, old, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(dialogs);
        OffHeapStore fresh = OffHeapStore.open(dialogs, capacity, signature, this::closed);
        try {
            if (Files.exists(old)) copy(old, killed, fresh, signature);
        } catch (IOException | RuntimeException failed) {
            fresh.close();
            throw failed;
        }
        Files.deleteIfExists(old);
        return fresh;
    }

    private void copy(Path old, boolean killed, OffHeapStore fresh, Signature signature) throws IOException {
        try (OffHeapStore left = killed
                ? OffHeapStore.recover(old, capacity, signature, damaged::incrementAndGet)
                : OffHeapStore.open(old, capacity, signature, () -> {})) {
            DialogBytes bytes = new DialogBytes();
            long[] lost = {0};
            left.forEachKey(key -> {
                if (!left.read(key, bytes) || !fresh.put(key, bytes)) lost[0]++;
            });
            if (killed)
                LOG.warn(
                        "the last process was killed: {} calls were found, {} lost, {} places of the file mended",
                        left.size() - lost[0],
                        lost[0],
                        damaged);
        } catch (IOException | RuntimeException unreadable) {
            Path aside = aside(old);
            LOG.error("the calls of the last process are lost: {}; its file is now {}", unreadable, aside);
        }
    }

    private Path aside(Path old) throws IOException {
        for (int n = 1; ; n++) {
            Path aside = folder.resolve("damaged-" + n);
            if (!Files.exists(aside)) return Files.move(old, aside);
        }
    }

    private byte[] secret() throws IOException {
        Path file = folder.resolve("secret");
        byte[] kept = Files.exists(file) ? Files.readAllBytes(file) : null;
        if (kept != null && kept.length == Signature.SECRET_BYTES) return kept;
        byte[] fresh = Signature.freshSecret();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, fresh);
        return fresh;
    }

    private void closed() {
        try {
            Files.deleteIfExists(folder.resolve("running"));
            lock.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
