package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Opens the current volume as it was left, recovers it, or begins anew; and says which. */
final class Opener {
    private final BookFolder folder;
    private final SourceRegister sources;
    private final long firstCapacity;
    private Opening outcome = new Opening.Fresh();

    Opener(BookFolder folder, SourceRegister sources, long firstCapacity) {
        this.folder = folder;
        this.sources = sources;
        this.firstCapacity = firstCapacity;
    }

    /** How it was found. */
    Opening outcome() {
        return outcome;
    }

    Volume open() throws IOException {
        Path current = folder.current();
        Volume volume = current == null ? fresh() : existing(current);
        folder.deleteAllBut(volume.folder());
        return volume;
    }

    private Volume fresh() throws IOException {
        Path place = folder.newVolume();
        Volume volume = Volume.create(place, Volume.Capacity.of(firstCapacity));
        folder.makeCurrent(place);
        return volume;
    }

    private Volume existing(Path current) throws IOException {
        if (!folder.wasKilled()) {
            try {
                Volume volume = Volume.open(current);
                outcome = new Opening.Clean();
                return volume;
            } catch (IOException | RuntimeException damagedSince) {
                // Perhaps only the index is: then nothing is lost.
            }
        }
        try {
            return recovered(current);
        } catch (IOException | RuntimeException e) {
            Path aside = folder.moveAside(current);
            sources.forgetStates();
            outcome = new Opening.StartedEmpty(aside, String.valueOf(e.getMessage()));
            return fresh();
        }
    }

    /** Copies what can be read into new files: the old ones may have doubled, and their index is not to be trusted. */
    private Volume recovered(Path current) throws IOException {
        AtomicLong damaged = new AtomicLong();
        try (OffHeapTable old = Volume.recoverContacts(current, damaged::incrementAndGet)) {
            Path place = folder.newVolume();
            long capacity = Math.max(firstCapacity, old.entries() * 3 / 2);
            Volume volume = Volume.create(place, Volume.Capacity.of(capacity));
            try {
                copy(old, volume, damaged);
                folder.makeCurrent(place);
            } catch (IOException | RuntimeException e) {
                volume.letGo();
                throw e;
            }
            if (damaged.get() > 0) sources.forgetStates();
            outcome = new Opening.Recovered(damaged.get());
            return volume;
        }
    }

    private void copy(OffHeapTable old, Volume volume, AtomicLong damaged) {
        LongBag ids = new LongBag();
        old.forEachKey(ids::add);
        Cell cell = new Cell();
        LongBag bag = new LongBag();
        Cell other = new Cell();
        for (int i = 0; i < ids.size(); i++) {
            if (!old.read(ids.get(i), cell)) continue;
            int source = ContactCodec.source(cell);
            if (source >= sources.count()) {
                damaged.incrementAndGet();
                continue;
            }
            Contact contact = ContactCodec.decode(cell, sources.name(source));
            if (volume.idOf(source, contact.externalId(), bag, other) == 0) volume.add(contact, cell);
        }
    }
}
