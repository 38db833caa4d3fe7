package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The phonebook in files that are mapped into memory: outside the Java heap, there again at once after a restart, and
 * recovered after a kill. One process has it open. When a file nears its size, the writer makes larger ones; readers
 * do not notice.
 */
public final class OffHeapPhonebook implements Phonebook, PhonebookWriter, AutoCloseable {
    private static final long FIRST_CAPACITY = 100_000;

    private final BookFolder folder;
    private final Shelf shelf;
    private final SourceRegister sources;
    private final BookWriter writer;
    private final Opening opening;
    private final InstantSource clock;
    private boolean closed;

    private OffHeapPhonebook(
            BookFolder folder, Shelf shelf, SourceRegister sources, Opening opening, InstantSource clock) {
        this.folder = folder;
        this.shelf = shelf;
        this.sources = sources;
        this.opening = opening;
        this.clock = clock;
        this.writer = new BookWriter(folder, shelf, sources, clock);
    }

    /**
     * Opens the phonebook of a data folder, or makes it. Takes one to three seconds, and some more after a kill.
     *
     * @throws PhonebookInUseException when another process has it open
     * @throws IOException when the folder cannot be used
     */
    public static OffHeapPhonebook open(Path dataFolder) throws IOException {
        return open(dataFolder, InstantSource.system(), FIRST_CAPACITY);
    }

    /** The same with a clock, and a number of contacts that it first has room for. */
    public static OffHeapPhonebook open(Path dataFolder, InstantSource clock, long firstCapacity) throws IOException {
        BookFolder folder = BookFolder.take(dataFolder.resolve("phonebook"));
        try {
            SourceRegister sources = SourceRegister.open(folder.sources());
            Opener opener = new Opener(folder, sources, firstCapacity);
            Volume volume = opener.open();
            return new OffHeapPhonebook(folder, new Shelf(volume), sources, opener.outcome(), clock);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** How it was found when it was opened. */
    public Opening opening() {
        return opening;
    }

    @Override
    public Match find(PhoneNumber number, String owner, Matching matching) {
        Volume volume = shelf.hold();
        try {
            return new Finder(volume, sources, owner, clock).find(number.packed(), matching);
        } finally {
            volume.letGo();
        }
    }

    @Override
    public Match explain(PhoneNumber number, String owner, Matching matching) {
        Volume volume = shelf.hold();
        try {
            Match match = new Finder(volume, sources, owner, clock).find(number.packed(), matching);
            return new Explanation(volume, sources, number.packed(), owner, matching, clock.millis()).of(match);
        } finally {
            volume.letGo();
        }
    }

    @Override
    public void forEach(Consumer<Contact> each) {
        Volume volume = shelf.hold();
        try {
            Cell cell = new Cell();
            long now = clock.millis();
            // By id and not by the map's own walk, which would hold up the writer and with it the readers.
            for (long id = 1; id < volume.nextId(); id++) {
                if (!volume.contact(id, cell) || isExpired(cell, now)) continue;
                each.accept(ContactCodec.decode(cell, sources.name(ContactCodec.source(cell))));
            }
        } finally {
            volume.letGo();
        }
    }

    private static boolean isExpired(Cell cell, long now) {
        long expires = ContactCodec.expires(cell);
        return expires != 0 && expires <= now;
    }

    @Override
    public Size size() {
        Volume volume = shelf.hold();
        try {
            return new Size(volume.contactCount(), volume.numberCount(), volume.fill());
        } finally {
            volume.letGo();
        }
    }

    @Override
    public Load load(String source, int precedence) {
        return writer.load(source, precedence);
    }

    @Override
    public Load load(String source, int precedence, long expected) {
        return writer.load(source, precedence, expected);
    }

    @Override
    public void put(Contact contact, int precedence) {
        writer.put(contact, precedence);
    }

    @Override
    public boolean remove(String source, String externalId) {
        return writer.remove(source, externalId);
    }

    @Override
    public long forgetExpired() {
        return writer.forgetExpired();
    }

    @Override
    public byte @Nullable [] state(String source) {
        return writer.state(source);
    }

    @Override
    public void state(String source, byte[] state) {
        writer.state(source, state);
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) return;
        closed = true;
        writer.close();
        shelf.close();
        folder.markClosed();
        folder.close();
    }
}
