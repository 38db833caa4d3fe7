package io.rubrica.directory.phonebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberHintsTest {
    @TempDir
    Path folder;

    @Test
    void a_hint_leads_to_the_only_contact_of_a_number_or_is_not_given() throws Exception {
        NumberHints hints = NumberHints.open(folder.resolve("hints"), 300);
        Map<Long, Set<Long>> model = new HashMap<>();
        SplittableRandom random = new SplittableRandom(6);
        // Many more numbers than there is room for, so that searches grow long and slots are used again.
        for (int i = 0; i < 200_000; i++) {
            long number = 1 + random.nextLong(2000);
            long contact = 1 + random.nextLong(5);
            Set<Long> contacts = model.computeIfAbsent(number, n -> new HashSet<>());
            if (random.nextBoolean() && contacts.add(contact)) hints.added(number, contact, contacts.size() == 1);
            else if (contacts.remove(contact)) hints.removed(number, contact);
            long asked = 1 + random.nextLong(2000);
            long hint = hints.hint(asked);
            if (hint != NumberHints.NONE) assertEquals(Set.of(hint), model.get(asked));
        }
    }

    @Test
    void hints_are_given_for_nearly_all_numbers_and_are_there_again() throws Exception {
        NumberHints hints = NumberHints.open(folder.resolve("hints"), 30_000);
        for (long number = 1; number <= 30_000; number++) hints.added(number * 1_000_003, number, true);
        NumberHints again = NumberHints.open(folder.resolve("hints"), 30_000);
        int given = 0;
        for (long number = 1; number <= 30_000; number++) {
            if (again.hint(number * 1_000_003) == number) given++;
        }
        assertTrue(given > 29_900, given + " given");
    }
}
