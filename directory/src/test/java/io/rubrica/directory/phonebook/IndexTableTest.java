package io.rubrica.directory.phonebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTableTest {
    private static final long KEY = Contacts.number("+390612345678").packed();

    @TempDir
    Path folder;

    private final LongBag bag = new LongBag();
    private final Cell scratch = new Cell();

    @Test
    void it_holds_what_a_map_of_sets_holds() throws Exception {
        Map<Long, Set<Long>> model = new HashMap<>();
        SplittableRandom random = new SplittableRandom(5);
        try (OffHeapTable table = table()) {
            IndexTable index = new IndexTable(table);
            for (int i = 0; i < 60_000; i++) {
                // A few keys grow into crowds and shrink again, most stay small.
                long key = KEY + (random.nextInt(4) == 0 ? random.nextInt(50) : random.nextInt(2));
                long member = IndexKey.member(1 + random.nextInt(1500), random.nextInt(3), random.nextInt(9) == 0);
                Set<Long> members = model.computeIfAbsent(key, k -> new HashSet<>());
                boolean add = random.nextInt(10) < (i / 10_000 % 2 == 0 ? 8 : 2);
                if (add && members.add(member)) assertEquals(members.size() == 1, index.add(key, member));
                else if (!add && members.remove(member)) assertEquals(members.isEmpty(), index.remove(key, member));
                else if (!add) assertFalse(index.remove(key, member));
                if (i % 500 == 0) assertSame(model, index);
            }
            assertSame(model, index);
            model.forEach((key, members) -> members.forEach(member -> index.remove(key, member)));
            // All that may be left is the count of pages.
            assertTrue(table.entries() <= 1, "entries left: " + table.entries());
        }
    }

    private void assertSame(Map<Long, Set<Long>> model, IndexTable index) {
        model.forEach((key, members) -> {
            assertTrue(index.read(key, group -> 0, Integer.MAX_VALUE, bag, scratch));
            Set<Long> read = new HashSet<>();
            for (int i = 0; i < bag.size(); i++) read.add(bag.get(i));
            assertEquals(bag.size(), read.size());
            assertEquals(members, read);
        });
    }

    @Test
    void of_a_crowd_the_best_group_is_read_first_and_the_rest_is_known_to_be_there() throws Exception {
        try (OffHeapTable table = table()) {
            IndexTable index = new IndexTable(table);
            for (int i = 1; i <= 1000; i++) index.add(KEY, IndexKey.member(i, 7, false));
            index.add(KEY, IndexKey.member(1001, 3, false));
            assertFalse(index.read(KEY, group -> group, 100, bag, scratch));
            assertEquals(100, bag.size());
            assertEquals(1001, IndexKey.contactId(bag.get(0)));
            assertTrue(index.read(KEY, group -> group == 3 ? 0 : -1, 100, bag, scratch));
            assertEquals(1, bag.size());
        }
    }

    private OffHeapTable table() throws Exception {
        return OffHeapTable.open(folder.resolve("index"), 10_000, new OffHeapTable.Shape(20, 32), 0);
    }
}
