package io.rubrica.directory.phonebook;

import java.nio.file.Path;
import java.time.InstantSource;

/** A process that imports without end: every contact again and again, each time under another name and number. */
final class EndlessWriter {
    static final int CONTACTS = 5000;

    private EndlessWriter() {}

    /** Says {@code open}, then {@code at n} every thousand contacts. */
    public static void main(String[] arguments) throws Exception {
        OffHeapPhonebook book = OffHeapPhonebook.open(Path.of(arguments[0]), InstantSource.system(), 1000);
        System.out.println("open");
        for (int n = 0, edition = 1; ; edition++) {
            PhonebookWriter.Load load = book.load("csv", 20);
            for (int i = 0; i < CONTACTS; i++) {
                load.put(contact(i, edition));
                if (++n % 1000 == 0) System.out.println("at " + n);
            }
            load.sweep();
            book.state("csv", ("edition " + edition).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** A contact of an edition: one number stays, one changes with the edition. */
    static Contact contact(int i, int edition) {
        return Contacts.company(
                "csv", "row" + i, "Edition " + edition, stays(i), "+4420" + (10_000_000 + i * 1000 + edition % 1000));
    }

    static String stays(int i) {
        return "+3906" + (1_000_000 + i);
    }
}
