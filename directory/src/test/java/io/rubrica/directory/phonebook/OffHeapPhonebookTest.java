package io.rubrica.directory.phonebook;

import static io.rubrica.directory.phonebook.Contacts.company;
import static io.rubrica.directory.phonebook.Contacts.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffHeapPhonebookTest {
    @TempDir
    Path data;

    @Test
    void what_was_put_is_there_again_after_a_restart() throws Exception {
        Contact ada = company("csv", "1", "Ada", "+12025550100", "201");
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertInstanceOf(Opening.Fresh.class, book.opening());
            PhonebookWriter.Load load = book.load("csv", 20);
            load.put(ada);
            load.put(company("csv", "2", "Bob", "0612345678"));
            assertEquals(new PhonebookWriter.Swept(2, 0, 0, 0), load.sweep());
        }
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data)) {
            assertInstanceOf(Opening.Clean.class, book.opening());
            Match.Found found =
                    assertInstanceOf(Match.Found.class, book.find(number("+12025550100"), "", Matching.DEFAULT));
            assertEquals(ada, found.contact());
            assertEquals(MatchRule.EXACT, found.rule());
            Match.Found tail =
                    assertInstanceOf(Match.Found.class, book.find(number("+390612345678"), "", Matching.DEFAULT));
            assertEquals("Bob", tail.contact().firstName());
            assertEquals(MatchRule.CONTAINMENT, tail.rule());
            Set<String> names = new HashSet<>();
            book.forEach(contact -> names.add(contact.firstName()));
            assertEquals(Set.of("Ada", "Bob"), names);
            assertEquals(2, book.size().contacts());
            assertEquals(3, book.size().numbers());
        }
    }
}
