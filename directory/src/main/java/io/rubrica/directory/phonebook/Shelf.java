package io.rubrica.directory.phonebook;

/** Where the current volume stands. Readers hold it while they read; the writer may put a larger one in its place. */
final class Shelf {
    private volatile Volume current;

    Shelf(Volume first) {
        current = first;
    }

    /** The current volume, for the one writer. */
    Volume current() {
        return current;
    }

    /**
     * The current volume, held for a reader, who lets it go.
     *
     * @throws IllegalStateException when the phonebook is closed
     */
    Volume hold() {
        while (true) {
            Volume volume = current;
            if (volume.hold()) return volume;
            if (volume == current) throw new IllegalStateException("the phonebook is closed");
        }
    }

    /** Puts a volume in the place of the current one, which closes when its last reader has let go. */
    void replace(Volume larger) {
        Volume old = current;
        current = larger;
        old.letGo();
    }

    /** Closes the current volume when its last reader has let go; nobody can hold it any more. */
    void close() {
        current.letGo();
    }
}
