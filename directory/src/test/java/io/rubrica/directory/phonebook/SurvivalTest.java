package io.rubrica.directory.phonebook;

import static io.rubrica.directory.phonebook.Contacts.company;
import static io.rubrica.directory.phonebook.Contacts.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the book when its process ends, one way or another. */
class SurvivalTest {
    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(ints = {1000, 13_000})
    void a_book_whose_process_was_killed_in_the_middle_of_an_import_is_recovered(int killedAt) throws Exception {
        try (SubstituteJvm other = SubstituteJvm.start(EndlessWriter.class, data.toString())) {
            while (Integer.parseInt(other.await("at ")) < killedAt) {}
            other.kill();
        }
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertInstanceOf(Opening.Recovered.class, book.opening());
            assertConsistent(book, Math.min(killedAt, EndlessWriter.CONTACTS));
            // The dead process held locks: whoever wrote into its files as they are would wait for a minute and fail.
            PhonebookWriter.Load load = book.load("csv", 20);
            for (int i = 0; i < EndlessWriter.CONTACTS; i++) load.put(EndlessWriter.contact(i, 0));
            load.sweep();
            assertConsistent(book, EndlessWriter.CONTACTS);
            assertEquals(EndlessWriter.CONTACTS, book.size().contacts());
            assertEquals(2 * EndlessWriter.CONTACTS, book.size().numbers());
        }
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertInstanceOf(Opening.Clean.class, book.opening());
            assertConsistent(book, EndlessWriter.CONTACTS);
        }
    }

    /** Every contact is there once, and is found by each of its numbers. */
    private static void assertConsistent(OffHeapPhonebook book, int atLeast) {
        Map<String, Contact> contacts = new HashMap<>();
        book.forEach(contact -> assertNull(contacts.put(contact.externalId(), contact)));
        assertTrue(contacts.size() >= atLeast, contacts.size() + " contacts");
        for (Contact contact : contacts.values()) {
            for (TypedNumber number : contact.numbers()) {
                Match match = book.find(number.number(), "", Matching.EXACT);
                assertEquals(contact, assertInstanceOf(Match.Found.class, match).contact());
            }
        }
        for (int i = 0; i < atLeast; i++) assertTrue(contacts.containsKey("row" + i));
    }

    @Test
    void a_second_process_is_told_that_the_book_is_in_use() throws Exception {
        try (SubstituteJvm other = SubstituteJvm.start(EndlessWriter.class, data.toString())) {
            other.await("open");
            assertThrows(PhonebookInUseException.class, () -> OffHeapPhonebook.open(data));
            other.await("at 5000");
        }
    }

    @Test
    void a_second_opening_in_the_same_process_is_refused_too_and_does_no_harm() throws Exception {
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            book.put(company("csv", "1", "Ada", "+390612345678"), 20);
            assertThrows(PhonebookInUseException.class, () -> OffHeapPhonebook.open(data));
            assertInstanceOf(Match.Found.class, book.find(number("+390612345678"), "", Matching.EXACT));
        }
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertInstanceOf(Opening.Clean.class, book.opening());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts", "tally"})
    void a_book_that_cannot_be_read_is_moved_aside_and_an_empty_one_begun(String file) throws Exception {
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            book.put(company("csv", "1", "Ada", "+390612345678"), 20);
            book.state("csv", "token".getBytes(StandardCharsets.UTF_8));
        }
        Path volume = folders("book-").get(0);
        Files.write(volume.resolve(file), new byte[] {'n', 'o', 'n', 's', 'e', 'n', 's', 'e'});
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            Opening.StartedEmpty outcome = assertInstanceOf(Opening.StartedEmpty.class, book.opening());
            assertTrue(Files.exists(outcome.movedAside().resolve(file)));
            assertEquals(0, book.size().contacts());
            // The worker must read everything again, not only what has changed since.
            assertNull(book.state("csv"));
            book.put(company("csv", "1", "Ada", "+390612345678"), 20);
            assertInstanceOf(Match.Found.class, book.find(number("+390612345678"), "", Matching.EXACT));
        }
    }

    @Test
    void a_book_that_lost_its_index_is_recovered_whole() throws Exception {
        Contact ada = company("csv", "1", "Ada", "+390612345678");
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            book.put(ada, 20);
        }
        Files.write(folders("book-").get(0).resolve("index"), new byte[] {'n', 'o', 'n', 's', 'e', 'n', 's', 'e'});
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertEquals(new Opening.Recovered(0), book.opening());
            Match match = book.find(number("+390612345678"), "", Matching.EXACT);
            assertEquals(ada, assertInstanceOf(Match.Found.class, match).contact());
        }
    }

    @Test
    void what_a_worker_remembers_outlives_the_process() throws Exception {
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertNull(book.state("csv"));
            assertThrows(IllegalArgumentException.class, () -> book.state("csv", new byte[1]));
            book.load("csv", 20).sweep();
            book.state("csv", "token".getBytes(StandardCharsets.UTF_8));
        }
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            byte[] state = book.state("csv");
            assertEquals("token", state == null ? "" : new String(state, StandardCharsets.UTF_8));
        }
    }

    @Test
    void folders_that_a_killed_rebuild_left_are_deleted() throws Exception {
        OffHeapPhonebook.open(data).close();
        Path left = Files.createDirectories(data.resolve("phonebook").resolve("book-77"));
        Files.writeString(left.resolve("contacts"), "half written");
        OffHeapPhonebook.open(data).close();
        assertFalse(Files.exists(left));
    }

    @Test
    void a_closed_book_says_so() throws Exception {
        OffHeapPhonebook book = OffHeapPhonebook.open(data);
        book.close();
        book.close();
        assertThrows(IllegalStateException.class, () -> book.find(number("201"), "", Matching.EXACT));
        assertThrows(IllegalStateException.class, () -> book.put(company("csv", "1", "Ada"), 20));
        assertThrows(IllegalStateException.class, book::size);
    }

    private List<Path> folders(String beginning) throws Exception {
        try (Stream<Path> files = Files.list(data.resolve("phonebook"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(beginning))
                    .toList();
        }
    }
}
