package io.rubrica.directory.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param size in bytes, or -1 when there is no file that we can see
 * @param modified when it was last written, in nanoseconds since 1970 as far as the file system knows them
 * @param key the file system's own name for it, which another file moved into its place does not have
 */
record FileStamp(long size, long modified, String key) {
    static final FileStamp ABSENT = new FileStamp(-1, 0, "");

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            long modified = now.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
            return new FileStamp(now.size(), modified, Objects.toString(now.fileKey(), ""));
        } catch (IOException unseen) {
            return ABSENT;
        }
    }

    boolean isAbsent() {
        return size < 0;
    }
}
