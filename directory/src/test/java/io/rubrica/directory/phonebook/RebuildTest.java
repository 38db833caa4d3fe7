package io.rubrica.directory.phonebook;

import static io.rubrica.directory.phonebook.Contacts.company;
import static io.rubrica.directory.phonebook.Contacts.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.number.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    private static final int CONTACTS = 20_000;

    @TempDir
    Path data;

    @Test
    void a_reader_notices_neither_a_load_nor_a_sweep_nor_larger_files() throws Exception {
        PhoneNumber known = number("+390612345678");
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data, InstantSource.system(), 500)) {
            book.put(company("manual", "1", "Ada", "+390612345678"), 10);
            List<CompletableFuture<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> askUntil(done, book, known), readers));
            }
            for (int edition = 0; edition < 3; edition++) load(book, edition * CONTACTS / 2);
            done.set(true);
            for (CompletableFuture<Long> answer : answers) assertTrue(answer.get() > 0);
            assertEquals(CONTACTS + 1, book.size().contacts());
            assertTrue(book.size().fill() < 1);
            assertEquals(1, volumes());
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertEquals(CONTACTS + 1, book.size().contacts());
            assertEquals(2L * CONTACTS + 1, book.size().numbers());
        }
    }

    private static void load(OffHeapPhonebook book, int from) {
        PhonebookWriter.Load load = book.load("csv", 20);
        for (int i = from; i < from + CONTACTS; i++) {
            load.put(company("csv", "row" + i, "Row " + i, "+4420" + (10_000_000 + i), "+4930" + (10_000_000 + i)));
        }
        load.sweep();
    }

    private static long askUntil(AtomicBoolean done, OffHeapPhonebook book, PhoneNumber known) {
        long asked = 0;
        while (!done.get()) {
            Match match = book.find(known, "", Matching.DEFAULT);
            if (!(match instanceof Match.Found found)
                    || !found.contact().firstName().equals("Ada")) throw new AssertionError("not found: " + match);
            asked++;
        }
        return asked;
    }

    @Test
    void a_load_that_says_how_many_are_coming_makes_room_once() throws Exception {
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data, InstantSource.system(), 100)) {
            PhonebookWriter.Load load = book.load("csv", 20, 10_000);
            List<Path> before = volumeFolders();
            for (int i = 0; i < 10_000; i++) load.put(company("csv", "row" + i, "Row", "+4420" + (10_000_000 + i)));
            load.sweep();
            assertEquals(before, volumeFolders());
        }
    }

    private long volumes() throws Exception {
        return volumeFolders().size();
    }

    private List<Path> volumeFolders() throws Exception {
        try (Stream<Path> files = Files.list(data.resolve("phonebook"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("book-"))
                    .toList();
        }
    }
}
