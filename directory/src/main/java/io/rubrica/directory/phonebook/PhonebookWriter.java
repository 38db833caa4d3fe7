package io.rubrica.directory.phonebook;

/** The writing side of the phonebook, one source at a time. For sync workers, never for the call path. */
public interface PhonebookWriter {
    /** Begins a full load of a source: what is put becomes a new generation; the rest of the source can then be swept. */
    Load load(String source, int precedence);

    /** Writes or replaces one contact of a source outside a full load. */
    void put(Contact contact, int precedence);

    /** Removes one contact of a source; false when it was not there. */
    boolean remove(String source, String externalId);

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
