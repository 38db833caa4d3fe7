package io.rubrica.directory.source;

import io.rubrica.directory.phonebook.Contact;
import java.io.IOException;
import java.util.function.Consumer;

/** A place contacts come from. */
public interface Source {
    /** The operator's name for it; contacts carry it. */
    String name();

    /**
     * Its rank: the lower number wins. Personal contacts outrank all company ones, whatever their source.
     * Defaults: manual 10, CSV 20, Exchange and Microsoft 365 30, LDAP mirror 40, database 50, learned 60.
     */
    int precedence();

    /**
     * About how many contacts it has, so that room can be made for them; 0 when it cannot tell. Never fails, for
     * {@link #read} will.
     */
    default long expected() {
        return 0;
    }

    /**
     * Reads everything, contact by contact, in bounded memory.
     *
     * @throws IOException when the source cannot be read to its end; what was handed over must then not be swept by
     */
    Reading read(Consumer<Contact> each, Progress progress) throws IOException;

    /** Told how far a reading is. */
    interface Progress {
        Progress NONE = (done, total) -> {};

        /**
         * @param done units done so far (bytes of a file, or contacts)
         * @param total units in all, or -1 when not known
         */
        void at(long done, long total);

        /**
         * The same, where the source counts contacts besides units.
         *
         * @param contacts how many contacts were handed over so far
         */
        default void at(long done, long total, long contacts) {
            at(done, total);
        }
    }

    /**
     * How a reading went.
     *
     * @param contacts how many contacts were handed over
     * @param problems what was dropped, with place and reason; at most the first 1,000
     * @param problemCount how many problems there were
     */
    record Reading(long contacts, java.util.List<Problem> problems, long problemCount) {}

    /** Something of the source that was dropped. */
    record Problem(String place, String reason) {}
}
