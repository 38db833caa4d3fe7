package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that changes the phonebook; one thread at a time. */
final class BookWriter implements PhonebookWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BookWriter.class);
    private static final int MOST_STATE_BYTES = 1 << 20;

    private final BookFolder folder;
    private final Shelf shelf;
    private final SourceRegister sources;
    private final InstantSource clock;
    private final Cell fresh = new Cell();
    private final Cell stored = new Cell();
    private final LongBag bag = new LongBag();
    private boolean closed;

    /** What became of a contact that was put. */
    enum Put {
        ADDED,
        CHANGED,
        UNCHANGED,
        /** It was put before in the same generation. */
        AGAIN
    }

    BookWriter(BookFolder folder, Shelf shelf, SourceRegister sources, InstantSource clock) {
        this.folder = folder;
        this.shelf = shelf;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public synchronized Load load(String source, int precedence) {
        return load(source, precedence, 0);
    }

    @Override
    public synchronized Load load(String source, int precedence, long expected) {
        mustBeOpen();
        int number = sources.enter(source, precedence);
        long before = shelf.current().contactCount(number);
        if (expected > before) makeRoom(expected - before);
        return new FullLoad(this, number, sources.nextGeneration(number), before);
    }

    @Override
    public synchronized void put(Contact contact, int precedence) {
        mustBeOpen();
        int source = sources.enter(contact.source(), precedence);
        put(contact, source, sources.generation(source));
    }

    /** Writes, replaces or renews a contact of a source. */
    synchronized Put put(Contact contact, int source, int generation) {
        mustBeOpen();
        if (!sources.name(source).equals(contact.source()))
            throw new IllegalArgumentException("a contact of another source: " + contact.source());
        ContactCodec.encode(contact, source, generation, clock.millis(), fresh);
        Volume volume = roomy();
        long id = volume.idOf(source, contact.externalId(), bag, stored);
        if (id == 0) {
            volume.add(contact, fresh);
            return Put.ADDED;
        }
        boolean again = ContactCodec.generation(stored) == generation;
        if (fresh.sameFrom(ContactCodec.BODY, stored)) {
            if (again) return Put.AGAIN;
            ContactCodec.setGeneration(stored, generation);
            volume.renew(id, stored);
            return Put.UNCHANGED;
        }
        volume.replace(id, ContactCodec.decode(stored, contact.source()), contact, fresh);
        return again ? Put.AGAIN : Put.CHANGED;
    }

    @Override
    public synchronized boolean remove(String source, String externalId) {
        mustBeOpen();
        int number = sources.number(source);
        if (number < 0) return false;
        Volume volume = shelf.current();
        long id = volume.idOf(number, externalId, bag, stored);
        if (id == 0) return false;
        volume.remove(id, ContactCodec.decode(stored, source), number);
        return true;
    }

    /** Removes every contact of a source that is not of this generation. */
    long sweep(int source, int generation) {
        return removeWhere(cell -> ContactCodec.source(cell) == source && ContactCodec.generation(cell) != generation);
    }

    @Override
    public long forgetExpired() {
        long now = clock.millis();
        return removeWhere(cell -> ContactCodec.expires(cell) != 0 && ContactCodec.expires(cell) <= now);
    }

    private synchronized long removeWhere(Predicate<Cell> condition) {
        mustBeOpen();
        Volume volume = shelf.current();
        long removed = 0;
        for (long id = 1; id < volume.nextId(); id++) {
            if (!volume.contact(id, stored) || !condition.test(stored)) continue;
            int source = ContactCodec.source(stored);
            volume.remove(id, ContactCodec.decode(stored, sources.name(source)), source);
            removed++;
        }
        return removed;
    }

    @Override
    public synchronized byte @Nullable [] state(String source) {
        return sources.state(source);
    }

    @Override
    public synchronized void state(String source, byte[] state) {
        mustBeOpen();
        if (state.length > MOST_STATE_BYTES) throw new IllegalArgumentException("a state has at most 1 MiB");
        int number = sources.number(source);
        if (number < 0) throw new IllegalArgumentException("no contact of this source was ever written: " + source);
        sources.state(number, state);
    }

    synchronized int generation(int source) {
        return sources.generation(source);
    }

    private Volume roomy() {
        if (shelf.current().fill() >= 1) makeRoom(0);
        return shelf.current();
    }

    private void makeRoom(long moreContacts) {
        Volume old = shelf.current();
        if (old.hasRoomFor(moreContacts)) return;
        try {
            Path place = folder.newVolume();
            Volume larger = Volume.create(place, old.larger(moreContacts));
            LOG.info(
                    "The phonebook nears its size ({} contacts); larger files are made for {}",
                    old.contactCount(),
                    larger.capacity().contacts());
            try {
                copy(old, larger);
                folder.makeCurrent(place);
            } catch (IOException | RuntimeException e) {
                larger.letGo();
                BookFolder.delete(place);
                throw e;
            }
            Path left = old.folder();
            shelf.replace(larger);
            // Who still reads the old files keeps them; their names may go.
            BookFolder.delete(left);
        } catch (IOException e) {
            throw new UncheckedIOException("the phonebook is full and cannot be made larger", e);
        }
    }

    private void copy(Volume old, Volume larger) {
        Cell cell = new Cell();
        for (long id = 1; id < old.nextId(); id++) {
            if (!old.contact(id, cell)) continue;
            larger.add(ContactCodec.decode(cell, sources.name(ContactCodec.source(cell))), cell);
        }
    }

    private void mustBeOpen() {
        if (closed) throw new IllegalStateException("the phonebook is closed");
    }

    /** Ends all writing, and writes down what is needed to open the files again as they are. */
    synchronized void close() throws IOException {
        if (closed) return;
        closed = true;
        shelf.current().writeTally();
    }
}
