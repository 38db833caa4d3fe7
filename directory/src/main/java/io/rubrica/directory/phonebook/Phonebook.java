package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import java.util.function.Consumer;

/** The reading side of the phonebook. Never blocks; safe from any thread. */
public interface Phonebook {
    /**
     * Who has this number? The refused candidates are those that had to be looked at anyway.
     *
     * @param owner the extension that is called, whose personal contacts count; empty for none
     */
    Match find(PhoneNumber number, String owner, Matching matching);

    /**
     * The same answer with every candidate that was near and was not taken, at most some dozens, and why. Costs more:
     * for people who ask, not for the call path.
     */
    default Match explain(PhoneNumber number, String owner, Matching matching) {
        return find(number, owner, matching);
    }

    /** Hands over every contact once, in no particular order. Not for the call path. */
    void forEach(Consumer<Contact> each);

    /** How many contacts and numbers there are and how full the files are. */
    Size size();

    /**
     * How much is in the book.
     *
     * @param contacts how many contacts
     * @param numbers how many number entries
     * @param fill how full the fullest file is: 0 empty, 1 due to be rebuilt larger
     */
    record Size(long contacts, long numbers, double fill) {}
}
