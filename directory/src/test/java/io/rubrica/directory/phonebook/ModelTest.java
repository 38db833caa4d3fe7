package io.rubrica.directory.phonebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random books and random work, held against the same rules over a plain map. */
class ModelTest {
    private static final Map<String, Integer> SOURCES = Map.of("manual", 10, "csv", 20, "other", 20, "ldap", 40);
    private static final List<String> NAMES = List.of("manual", "csv", "other", "ldap");
    private static final List<String> MODES = List.of(
            "none", "exact", "digits: 3", "digits: 6", "digits: 8", "digits: 12", "compatible: 4", "compatible: 7");

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatever_is_done_to_it_the_book_answers_as_a_plain_map_would(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        PlainBook model = new PlainBook(SOURCES);
        OffHeapPhonebook book = OffHeapPhonebook.open(data, InstantSource.system(), 20);
        try {
            for (int step = 0; step < 600; step++) {
                switch (random.nextInt(20)) {
                    case 0 -> load(random, model, book);
                    case 1 -> {
                        if (random.nextInt(4) > 0) continue;
                        book.close();
                        book = OffHeapPhonebook.open(data, InstantSource.system(), 20);
                    }
                    case 2, 3, 4, 5 -> {
                        Contact gone = contact(random, NAMES.get(random.nextInt(4)));
                        boolean there = model.contacts.remove(PlainBook.key(gone)) != null;
                        assertEquals(there, book.remove(gone.source(), gone.externalId()));
                    }
                    default -> {
                        Contact contact = contact(random, NAMES.get(random.nextInt(4)));
                        model.put(contact);
                        book.put(contact, precedence(contact.source()));
                    }
                }
                for (int i = 0; i < 20; i++) assertSameAnswer(random, model, book);
            }
            assertSameContacts(model, book);
        } finally {
            book.close();
        }
    }

    private static void load(SplittableRandom random, PlainBook model, OffHeapPhonebook book) {
        String source = NAMES.get(random.nextInt(4));
        PhonebookWriter.Load load = book.load(source, precedence(source));
        long before = load.before();
        assertEquals(count(model, source), before);
        List<Contact> loaded = new ArrayList<>();
        Set<String> identities = new HashSet<>();
        int size = random.nextInt(30);
        for (int i = 0; i < size; i++) {
            Contact contact = contact(random, source);
            if (!identities.add(contact.externalId())) continue;
            loaded.add(contact);
            load.put(contact);
            model.put(contact);
            // Until the sweep, what was there before is still there.
            if (i % 5 == 0) assertSameAnswer(random, model, book);
        }
        if (random.nextInt(4) == 0) {
            assertEquals(0, load.keep().removed());
            return;
        }
        model.load(source, loaded);
        long vanished = load.vanished();
        PhonebookWriter.Swept swept = load.sweep();
        assertEquals(vanished, swept.removed());
        assertEquals(loaded.size(), swept.added() + swept.changed() + swept.unchanged());
        assertEquals(loaded.size(), count(model, source));
    }

    private static long count(PlainBook model, String source) {
        return model.contacts.values().stream()
                .filter(contact -> contact.source().equals(source))
                .count();
    }

    private static int precedence(String source) {
        return SOURCES.getOrDefault(source, 0);
    }

    private static void assertSameAnswer(SplittableRandom random, PlainBook model, OffHeapPhonebook book) {
        String digits = digits(random);
        String owner = random.nextInt(3) == 0 ? "" : "20" + random.nextInt(3);
        Matching matching = Matching.parse(MODES.get(random.nextInt(MODES.size())));
        String expected = model.find(digits, owner, matching);
        Match match = book.find(Contacts.number(digits), owner, matching);
        assertEquals(expected, said(match), () -> digits + " for " + owner + " by " + matching + ": " + match);
        assertEquals(expected, said(book.explain(Contacts.number(digits), owner, matching)));
    }

    private static String said(Match match) {
        if (match instanceof Match.Found found)
            return found.contact().firstName() + " " + found.rule().word();
        if (match instanceof Match.Ambiguous ambiguous)
            return "ambiguous " + ambiguous.rule().word();
        return "nobody";
    }

    private static void assertSameContacts(PlainBook model, OffHeapPhonebook book) {
        Set<Contact> contacts = new HashSet<>();
        book.forEach(contacts::add);
        assertEquals(new HashSet<>(model.contacts.values()), contacts);
        assertEquals(contacts.size(), book.size().contacts());
    }

    @Test
    void two_different_full_international_numbers_never_match_by_digits() throws Exception {
        SplittableRandom random = new SplittableRandom(14);
        try (OffHeapPhonebook book = OffHeapPhonebook.open(data, InstantSource.system(), 2000)) {
            Set<String> known = new HashSet<>();
            for (int i = 0; i < 2000; i++) {
                String number = "+" + (1 + random.nextInt(9)) + "00" + tail(random, 5 + random.nextInt(7));
                known.add(number);
                book.put(Contacts.company("csv", "row" + i, "Row " + i, number), 20);
            }
            for (int i = 0; i < 20_000; i++) {
                String number = "+" + (1 + random.nextInt(9)) + "00" + tail(random, 5 + random.nextInt(7));
                Match match = book.find(
                        Contacts.number(number), "", new Matching(Matching.Mode.DIGITS, 3 + random.nextInt(13)));
                if (!known.contains(number)) assertInstanceOf(Match.Nobody.class, match, number);
                else assertFalse(match instanceof Match.Nobody, number);
            }
        }
    }

    private static Contact contact(SplittableRandom random, String source) {
        List<String> numbers = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) numbers.add(digits(random));
        String owner = random.nextInt(4) == 0 ? "20" + random.nextInt(3) : "";
        return Contacts.personal(
                owner, source, "row" + random.nextInt(60), "Name " + random.nextInt(3), numbers.toArray(new String[0]));
    }

    /** Few enough different ones that they meet, by all rules. */
    private static String digits(SplittableRandom random) {
        String tail = tail(random, 6);
        return switch (random.nextInt(9)) {
            case 0 -> "+3906" + tail;
            case 1 -> "06" + tail;
            case 2 -> "+49" + "30" + tail;
            case 3 -> "030" + tail;
            case 4 -> "4930" + tail;
            case 5 -> tail;
            case 6 -> tail.substring(2);
            case 7 -> "+" + (1 + random.nextInt(9)) + "0" + tail;
            default -> tail(random, 6 + random.nextInt(11));
        };
    }

    private static String tail(SplittableRandom random, int length) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < length) digits.append(digits.length() < length - 3 ? 1 : random.nextInt(3));
        return digits.toString();
    }
}
