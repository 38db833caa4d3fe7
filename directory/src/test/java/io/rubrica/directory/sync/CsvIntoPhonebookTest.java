package io.rubrica.directory.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.OffHeapPhonebook;
import io.rubrica.directory.source.Source.Progress;
import io.rubrica.directory.source.csv.CsvExport;
import io.rubrica.directory.source.csv.CsvSettings;
import io.rubrica.directory.source.csv.CsvSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rooms together: a file, its source, the worker, the real phonebook. */
class CsvIntoPhonebookTest {
    private static final NumberPlan ITALY = NumberPlan.of("IT");

    @TempDir
    Path folder;

    private OffHeapPhonebook book;
    private SyncWorker worker;

    @BeforeEach
    void open_the_book() throws IOException {
        book = OffHeapPhonebook.open(folder.resolve("data"), InstantSource.system(), 1_000);
        worker = new SyncWorker(book, Clock.systemUTC());
    }

    @AfterEach
    void close_the_book() throws IOException {
        book.close();
    }

    @Test
    void who_is_in_the_file_is_found() throws IOException {
        write("Nome;Cognome;Cellulare;Ufficio\nMario;Rossi;333 1234567;06/12345678\nAnna;Bianchi;3,93E+11;\n");
        SyncReport report = sync("");
        assertEquals("synced", report.outcome().word());
        assertEquals(1, report.problemCount());
        assertEquals("Rossi", found("+393331234567", ""));
        assertEquals("Rossi", found("+390612345678", ""));
        assertEquals("nobody", found("+390600000000", ""));
    }

    @Test
    void rows_follow_the_file() throws IOException {
        write("Nome,Cognome,Cellulare\nMario,Rossi,333 1234567\nAnna,Bianchi,333 7654321\n");
        sync("");
        write("Nome,Cognome,Cellulare\nMario,Rossini,333 1234567\nZoe,Neri,333 1112223\n");
        sync("");
        assertEquals("Rossini", found("+393331234567", ""));
        assertEquals("nobody", found("+393337654321", ""));
        assertEquals("Neri", found("+393331112223", ""));
    }

    @Test
    void a_great_loss_waits_for_a_word() throws IOException {
        write(rows(0, 100));
        sync("");
        write(rows(30, 100));
        assertInstanceOf(SyncOutcome.Guarded.class, sync("").outcome());
        assertEquals("Name5", found("+393330000005", ""));
        assertInstanceOf(
                SyncOutcome.Synced.class,
                worker.confirm("customers").orElseThrow().outcome());
        assertEquals("nobody", found("+393330000005", ""));
        assertEquals("Name30", found("+393330000030", ""));
        assertEquals(70, book.size().contacts());
    }

    @Test
    void a_file_that_vanished_leaves_its_contacts() throws IOException {
        write(rows(0, 20));
        sync("");
        Files.delete(file());
        assertEquals("failed", sync("").outcome().word());
        assertEquals("Name7", found("+393330000007", ""));
    }

    @Test
    void a_personal_file_is_seen_by_its_owner_only() throws IOException {
        write("Cognome,Cellulare\nMamma,333 1234567\n");
        sync("201");
        assertEquals("Mamma", found("+393331234567", "201"));
        assertEquals("nobody", found("+393331234567", "202"));
        assertEquals("nobody", found("+393331234567", ""));
    }

    @Test
    void the_same_row_twice_is_one_contact() throws IOException {
        write("Cognome,Cellulare\nRossi,333 1234567\nRossi,333 1234567\n");
        sync("");
        assertEquals(1, book.size().contacts());
    }

    @Test
    void the_largest_row_that_is_read_fits_into_the_book() throws IOException {
        String name = "\u6771".repeat(600);
        write("Nome,Cognome,Azienda,Email,Tag,Cellulare\n" + (name + ",").repeat(5) + "\""
                + "(06) 1234  -  5678   .......................................;".repeat(60) + "\"\n");
        SyncReport report = sync("");
        assertEquals(1, book.size().contacts(), report.problems().toString());
    }

    @Test
    void a_contact_that_the_book_refuses_is_a_problem_of_its_own() {
        ListSource source = new ListSource();
        source.has(0, 1);
        source.hasToo(new Contact("customers", "huge", "", "x".repeat(100_000), "", "", "", "", List.of(), null));
        SyncReport report = worker.sync(source, Progress.NONE);
        assertEquals("synced", report.outcome().word());
        assertEquals(1, report.contacts());
        assertEquals(1, book.size().contacts());
        assertEquals("contact huge", report.problems().get(0).place());
    }

    @Test
    void a_source_that_broke_off_is_whole_again_after_the_next_reading() throws IOException {
        write(rows(0, 20));
        sync("");
        ListSource broken = new ListSource();
        broken.has(0, 3);
        broken.breaksOff("the line is dead");
        assertEquals("failed", worker.sync(broken, Progress.NONE).outcome().word());
        assertEquals(23, book.size().contacts());
        assertEquals("synced", sync("").outcome().word());
        assertEquals(20, book.size().contacts());
    }

    @Test
    void export_then_import_gives_the_same_book() throws IOException {
        write("""
                Nome,Cognome,Azienda,Cellulare,Ufficio,Email,Tag
                '=Mario,"Ros""si","A, B; C","333 1234567, 333 7654321",06/12345678,m@example.com,vip
                't Hooft,Zo\u00eb \ud83d\ude00,,,201,,
                Anna,,,(06) 123 4567,,,
                """);
        sync("");
        Set<Contact> before = contacts();
        assertEquals(3, before.size());
        try (OutputStream out = Files.newOutputStream(file())) {
            new CsvExport(ITALY, "", true).write(book, out);
        }
        assertEquals("synced", sync("").outcome().word());
        assertEquals(before, contacts());
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder("Cognome,Cellulare\n");
        for (int i = from; i < to; i++) rows.append(String.format("Name%d,+39333%07d%n", i, i));
        return rows.toString();
    }

    private Path file() {
        return folder.resolve("contacts.csv");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private SyncReport sync(String owner) {
        CsvSettings settings = new CsvSettings(file(), owner, "", 20);
        return worker.sync(new CsvSource("customers", settings, ITALY), Progress.NONE);
    }

    private String found(String number, String owner) {
        PhoneNumber read = ITALY.read(number);
        if (read == null) throw new AssertionError(number);
        Match match = book.find(read, owner, Matching.DEFAULT);
        return match instanceof Match.Found found ? found.contact().lastName() : "nobody";
    }

    /** The contacts without their identity: another file has other cells for the same contact. */
    private Set<Contact> contacts() {
        Set<Contact> contacts = new TreeSet<>(Comparator.comparing(Contact::toString));
        book.forEach(c -> contacts.add(new Contact(
                c.source(),
                "",
                c.owner(),
                c.firstName(),
                c.lastName(),
                c.company(),
                c.email(),
                c.tag(),
                c.numbers(),
                c.expires())));
        return contacts;
    }
}
