package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The phonebook's folder: a lock that keeps other processes out, a mark that stays when the process is killed, the
 * volumes in {@code book-<n>} folders, and a file that names the current one.
 */
final class BookFolder implements AutoCloseable {
    private static final Pattern VOLUME = Pattern.compile("book-(\\d{1,9})");

    private final Path folder;
    private final FileChannel lockFile;
    private final boolean wasKilled;

    private BookFolder(Path folder, FileChannel lockFile, boolean wasKilled) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.wasKilled = wasKilled;
    }

    /**
     * Takes a folder for this process.
     *
     * @throws PhonebookInUseException when another one has it
     */
    static BookFolder take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) throw new PhonebookInUseException(folder);
            Path mark = folder.resolve("running");
            boolean wasKilled = Files.exists(mark);
            if (!wasKilled) Files.createFile(mark);
            return new BookFolder(folder, channel, wasKilled);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException alreadyOurs) {
            return null;
        }
    }

    /** True when the last process that had the folder did not close it. */
    boolean wasKilled() {
        return wasKilled;
    }

    Path sources() {
        return folder.resolve("sources");
    }

    /** The current volume's folder, or null when there is none yet. */
    @Nullable
    Path current() throws IOException {
        Path pointer = folder.resolve("current");
        if (!Files.exists(pointer)) return null;
        String name = Files.readString(pointer, StandardCharsets.UTF_8).trim();
        if (!VOLUME.matcher(name).matches()) throw new IOException("does not name a volume: " + pointer);
        return folder.resolve(name);
    }

    /** Makes a volume's folder the current one. */
    void makeCurrent(Path volume) throws IOException {
        WholeFile.write(
                folder.resolve("current"), String.valueOf(volume.getFileName()).getBytes(StandardCharsets.UTF_8));
    }

    /** A new folder for a volume. */
    Path newVolume() throws IOException {
        int last = 0;
        for (Path volume : volumes()) {
            last = Math.max(
                    last, Integer.parseInt(String.valueOf(volume.getFileName()).substring(5)));
        }
        return Files.createDirectory(folder.resolve("book-" + (last + 1)));
    }

    /** Deletes every volume but one: what a rebuild or a killed process left over. */
    void deleteAllBut(Path kept) throws IOException {
        for (Path volume : volumes()) if (!volume.equals(kept)) delete(volume);
    }

    static void delete(Path volume) throws IOException {
        try (Stream<Path> files = Files.walk(volume)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    /** Moves a volume that cannot be read out of the way, and returns where it is now. */
    Path moveAside(Path volume) throws IOException {
        for (int n = 1; ; n++) {
            Path aside = folder.resolve("damaged-" + n);
            if (!Files.exists(aside)) return Files.move(volume, aside);
        }
    }

    private List<Path> volumes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            VOLUME.matcher(String.valueOf(file.getFileName())).matches())
                    .toList();
        }
    }

    /** Says that everything was closed well. */
    void markClosed() throws IOException {
        Files.deleteIfExists(folder.resolve("running"));
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
