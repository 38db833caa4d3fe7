package io.rubrica.directory.phonebook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** What a volume counts, and its capacity; a small file beside the others, true when the volume was closed well. */
final class Tally {
    private static final String FILE = "tally";
    private static final int FORMAT = 1;
    private static final int PRINTED_BYTES = 256;

    final Volume.Capacity capacity;
    long contacts;
    long index;
    long contactsPrint;
    long indexPrint;
    final AtomicLong numbers = new AtomicLong();
    long personal;
    final AtomicLong nextId = new AtomicLong(1);
    private long[] bySource = {};

    Tally(Volume.Capacity capacity) {
        this.capacity = capacity;
    }

    long of(int source) {
        return source < bySource.length ? bySource[source] : 0;
    }

    void count(int source, int change) {
        if (source >= bySource.length) bySource = Arrays.copyOf(bySource, source + 1);
        bySource[source] += change;
    }

    /**
     * The print of a table's file: of what never changes at its beginning. A file without a sound beginning must not
     * be opened, for that waits a minute for somebody to finish it.
     */
    static long print(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            CRC32 crc = new CRC32();
            crc.update(in.readNBytes(PRINTED_BYTES));
            return crc.getValue();
        }
    }

    static Tally read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readInt() != FORMAT) throw new IOException("written by another version: " + file);
            Tally tally = new Tally(new Volume.Capacity(in.readLong(), in.readLong()));
            tally.contactsPrint = in.readLong();
            tally.indexPrint = in.readLong();
            tally.contacts = in.readLong();
            tally.index = in.readLong();
            tally.numbers.set(in.readLong());
            tally.personal = in.readLong();
            tally.nextId.set(in.readLong());
            tally.bySource = new long[in.readUnsignedShort()];
            for (int i = 0; i < tally.bySource.length; i++) tally.bySource[i] = in.readLong();
            return tally;
        }
    }

    void write(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeLong(capacity.contacts());
            out.writeLong(capacity.index());
            out.writeLong(contactsPrint);
            out.writeLong(indexPrint);
            out.writeLong(contacts);
            out.writeLong(index);
            out.writeLong(numbers.get());
            out.writeLong(personal);
            out.writeLong(nextId.get());
            out.writeShort(bySource.length);
            for (long count : bySource) out.writeLong(count);
        }
        WholeFile.write(folder.resolve(FILE), bytes.toByteArray());
    }
}
