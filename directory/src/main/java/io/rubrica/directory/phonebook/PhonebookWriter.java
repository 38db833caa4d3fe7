package io.rubrica.directory.phonebook;

import org.jspecify.annotations.Nullable;

/** The writing side of the phonebook, one source at a time. For sync workers, never for the call path. */
public interface PhonebookWriter {
    /** Begins a full load of a source: what is put becomes a new generation; the rest of the source can then be swept. */
    Load load(String source, int precedence);

    /**
     * The same, with about how many contacts are to be expected, so that room can be made once and not again and
     * again; 0 when nobody knows.
     */
    default Load load(String source, int precedence, long expected) {
        return load(source, precedence);
    }

    /** Writes or replaces one contact of a source outside a full load. */
    void put(Contact contact, int precedence);

    /** Removes one contact of a source; false when it was not there. */
    boolean remove(String source, String externalId);

    /** Removes the contacts whose life is over, and returns how many they were. */
    default long forgetExpired() {
        return 0;
    }

    /**
     * What the worker of a source asked to have remembered, or null: nothing, or it was lost with the contacts. A book
     * that does not outlive its process need not remember.
     */
    default byte @Nullable [] state(String source) {
        return null;
    }

    /** Remembers up to 1 MiB for the worker of a source that has been loaded or put before. */
    default void state(String source, byte[] state) {}

    /** A full load of one source. */
    interface Load {
        /** Writes or renews one contact. Renewing an unchanged one is cheap. */
        void put(Contact contact);

        /** How many contacts this load put that the source did not have before. */
        long added();

        /** How many contacts of the source were there before and were not put again. */
        long vanished();

        /** How many contacts the source had before this load. */
        long before();

        /** Removes what was not put again, and ends the load. */
        Swept sweep();

        /** Ends the load and keeps what was not put again. */
        Swept keep();
    }

    /** What a load did. */
    record Swept(long added, long changed, long unchanged, long removed) {}
}
