package io.rubrica.siptests.bench;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.PhonebookWriter;
import io.rubrica.directory.phonebook.TypedNumber;
import java.util.List;

/** Contacts with three numbers each, the same ones every time, as many as wanted. */
final class MadeUpBook {
    private static final String[] FIRST = {"Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Niklaus", "Radia"};
    private static final String[] LAST = {"Rossi", "Bianchi", "Verdi", "Esposito", "Romano", "Colombo", "Ricci"};

    private MadeUpBook() {}

    /** Loads a book as a source of one name; a new edition changes every contact's company. */
    static PhonebookWriter.Swept load(PhonebookWriter writer, int contacts, int edition) {
        PhonebookWriter.Load load = writer.load("figures", 20, contacts);
        for (int i = 0; i < contacts; i++) load.put(contact(i, edition));
        return load.sweep();
    }

    static Contact contact(int i, int edition) {
        return new Contact(
                "figures",
                "row-" + i,
                "",
                FIRST[i % FIRST.length],
                LAST[i % LAST.length] + " " + i,
                "Example " + (i % 5000) + " edition " + edition,
                "person" + i + "@example.com",
                "",
                List.of(
                        typed(NumberType.MOBILE, number(3L * i)),
                        typed(NumberType.BUSINESS, number(3L * i + 1)),
                        typed(NumberType.HOME, number(3L * i + 2))),
                null);
    }

    /** The n-th number: spread over twelve digits, and never the same twice. */
    static PhoneNumber number(long n) {
        // 10^9 + 7 has no factor in common with 10^10: the numbers go round without meeting.
        long national = n * 1_000_000_007L % 10_000_000_000L;
        return new PhoneNumber(PhoneNumber.pack(390_000_000_000L + national, 12, true));
    }

    private static TypedNumber typed(NumberType type, PhoneNumber number) {
        return new TypedNumber(type, number, number.toString());
    }
}
