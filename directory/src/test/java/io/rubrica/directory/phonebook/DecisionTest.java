package io.rubrica.directory.phonebook;

import static io.rubrica.directory.phonebook.Contacts.company;
import static io.rubrica.directory.phonebook.Contacts.number;
import static io.rubrica.directory.phonebook.Contacts.personal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.phonebook.Match.Refused.Why;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is named and why: the rule first, then the longest tail, then whose contact it is, then the source's rank. */
class DecisionTest {
    private static final int MANUAL = 10;
    private static final int CSV = 20;
    private static final int LDAP = 40;

    @TempDir
    Path data;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private OffHeapPhonebook book;

    @BeforeEach
    void open() throws Exception {
        book = OffHeapPhonebook.open(data, () -> now, 1000);
    }

    @AfterEach
    void close() throws Exception {
        book.close();
    }

    @Test
    void the_same_number_beats_a_tail_even_of_a_better_source() {
        book.put(company("manual", "1", "Tail", "12345678"), MANUAL);
        book.put(company("ldap", "1", "Same", "+390612345678"), LDAP);
        assertFound("Same", MatchRule.EXACT, "+390612345678");
        assertFound("Tail", MatchRule.CONTAINMENT, "+390712345678");
    }

    @Test
    void the_longest_tail_wins() {
        book.put(company("manual", "1", "Short", "345678"), MANUAL);
        book.put(company("ldap", "1", "Long", "12345678"), LDAP);
        assertFound("Long", MatchRule.CONTAINMENT, "+390612345678");
    }

    @Test
    void a_caller_without_country_is_found_by_the_tail_of_the_full_number() {
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        assertFound("Ada", MatchRule.CONTAINMENT, "0612345678");
        assertFound("Ada", MatchRule.CONTAINMENT, "345678");
        assertNobody("45678");
        assertNobody("9345678");
    }

    @Test
    void an_extension_matches_itself_only() {
        book.put(company("csv", "1", "Desk", "201"), CSV);
        book.put(company("csv", "2", "Ada", "+390612345201"), CSV);
        assertFound("Desk", MatchRule.EXTENSION, "201");
        assertNobody("45201");
        assertEquals("Desk", found("201", "", Matching.EXACT).contact().firstName());
    }

    @Test
    void fewer_digits_than_asked_for_are_not_enough() {
        book.put(company("csv", "1", "Ada", "12345678"), CSV);
        assertInstanceOf(Match.Nobody.class, book.find(number("+390612345678"), "", Matching.parse("digits: 9")));
        assertEquals(
                "Ada",
                found("+390612345678", "", Matching.parse("digits: 8"))
                        .contact()
                        .firstName());
    }

    @Test
    void the_mode_says_how_far_a_lookup_goes() {
        book.put(company("csv", "1", "Ada", "12345678"), CSV);
        book.put(company("csv", "2", "Bob", "+442079460123"), CSV);
        assertInstanceOf(Match.Nobody.class, book.find(number("12345678"), "", Matching.NONE));
        assertEquals("Ada", found("12345678", "", Matching.EXACT).contact().firstName());
        assertInstanceOf(Match.Nobody.class, book.find(number("+390612345678"), "", Matching.EXACT));
        assertNobody("+12029460123");
        Match.Found stranger = found("+12029460123", "", Matching.parse("compatible: 7"));
        assertEquals("Bob", stranger.contact().firstName());
        assertEquals(MatchRule.LAST_DIGITS, stranger.rule());
        assertEquals(
                "Bob",
                found("+12025550123", "", Matching.parse("compatible: 4"))
                        .contact()
                        .firstName());
        assertInstanceOf(Match.Nobody.class, book.find(number("+12025550199"), "", Matching.parse("compatible: 4")));
    }

    @Test
    void among_equals_the_better_source_wins() {
        book.put(company("ldap", "1", "Stale", "+390612345678"), LDAP);
        book.put(company("manual", "1", "Fresh", "+390612345678"), MANUAL);
        book.put(company("csv", "1", "Middle", "+390612345678"), CSV);
        assertFound("Fresh", MatchRule.EXACT, "+390612345678");
        assertEquals(
                Map.of("Stale", Why.LOWER_PRECEDENCE, "Middle", Why.LOWER_PRECEDENCE), refused("+390612345678", ""));
    }

    @Test
    void a_source_whose_rank_changes_is_ranked_anew_at_once() {
        book.put(company("ldap", "1", "Ldap", "+390612345678"), LDAP);
        book.put(company("csv", "1", "Csv", "+390612345678"), CSV);
        assertFound("Csv", MatchRule.EXACT, "+390612345678");
        book.load("ldap", 5);
        assertFound("Ldap", MatchRule.EXACT, "+390612345678");
    }

    @Test
    void a_tie_of_different_names_is_no_name() {
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        book.put(company("csv", "2", "Bob", "+390612345678"), CSV);
        Match.Ambiguous tie =
                assertInstanceOf(Match.Ambiguous.class, book.find(number("+390612345678"), "", Matching.DEFAULT));
        assertEquals(MatchRule.EXACT, tie.rule());
        assertEquals(Map.of("Ada", Why.TIE, "Bob", Why.TIE), why(tie));
        assertEquals(Map.of("Ada", Why.TIE, "Bob", Why.TIE), refused("+390612345678", ""));
    }

    @Test
    void a_tie_on_a_tail_is_no_name_either() {
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        book.put(company("csv", "2", "Bob", "+440212345678"), CSV);
        Match.Ambiguous tie =
                assertInstanceOf(Match.Ambiguous.class, book.find(number("12345678"), "", Matching.DEFAULT));
        assertEquals(MatchRule.CONTAINMENT, tie.rule());
    }

    @Test
    void equals_that_are_shown_alike_are_no_tie() {
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        book.put(company("csv", "2", "Ada", "+390612345678", "+390612345679"), CSV);
        assertFound("Ada", MatchRule.EXACT, "+390612345678");
    }

    @Test
    void a_personal_contact_outranks_the_companys_and_is_its_owners_alone() {
        book.put(company("manual", "1", "Company", "+390612345678"), MANUAL);
        book.put(personal("201", "ldap", "2", "Mum", "+390612345678"), LDAP);
        book.put(personal("202", "ldap", "3", "Aunt", "+390612345678", "+390600000001"), LDAP);
        assertEquals(
                "Mum", found("+390612345678", "201", Matching.DEFAULT).contact().firstName());
        assertEquals(
                "Aunt",
                found("+390612345678", "202", Matching.DEFAULT).contact().firstName());
        assertEquals(
                "Company",
                found("+390612345678", "203", Matching.DEFAULT).contact().firstName());
        assertFound("Company", MatchRule.EXACT, "+390612345678");
        assertNobody("+390600000001");
        assertEquals(
                Map.of("Company", Why.LOWER_PRECEDENCE, "Aunt", Why.NOT_THE_OWNER), refused("+390612345678", "201"));
    }

    @Test
    void the_companys_exact_number_beats_a_personal_tail() {
        book.put(company("csv", "1", "Company", "+390612345678"), CSV);
        book.put(personal("201", "csv", "2", "Mum", "12345678"), CSV);
        assertEquals(
                "Company",
                found("+390612345678", "201", Matching.DEFAULT).contact().firstName());
        assertEquals(
                "Mum", found("+390712345678", "201", Matching.DEFAULT).contact().firstName());
        assertNobody("+390712345678");
    }

    @Test
    void a_contact_that_changes_its_owner_is_found_by_the_new_one_only() {
        book.put(personal("201", "csv", "1", "Mum", "+390612345678"), CSV);
        book.put(personal("202", "csv", "1", "Mum", "+390612345678"), CSV);
        assertInstanceOf(Match.Nobody.class, book.find(number("+390612345678"), "201", Matching.DEFAULT));
        assertEquals(
                "Mum", found("+390612345678", "202", Matching.DEFAULT).contact().firstName());
        book.put(company("csv", "1", "Mum", "+390612345678"), CSV);
        assertFound("Mum", MatchRule.EXACT, "+390612345678");
        assertTrue(book.remove("csv", "1"));
        assertNobody("+390612345678");
        assertEquals(new Phonebook.Size(0, 0, book.size().fill()), book.size());
    }

    @Test
    void an_expired_contact_steps_back() {
        Contact brief = company("manual", "1", "Brief", "+390612345678");
        book.put(new Contact("manual", "1", "", "Brief", "", "", "", "", brief.numbers(), now.plusSeconds(60)), MANUAL);
        book.put(company("csv", "1", "Lasting", "+390612345678"), CSV);
        assertFound("Brief", MatchRule.EXACT, "+390612345678");
        now = now.plusSeconds(60);
        assertFound("Lasting", MatchRule.EXACT, "+390612345678");
        assertEquals(Map.of("Brief", Why.EXPIRED), refused("+390612345678", ""));
        assertEquals(1, book.forgetExpired());
        assertEquals(1, book.size().contacts());
        assertEquals(Map.of(), refused("+390612345678", ""));
    }

    @Test
    void the_explanation_names_who_was_near() {
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        book.put(company("csv", "2", "Near", "+440212345678"), CSV);
        book.put(company("csv", "3", "Tail", "12345678"), CSV);
        book.put(company("csv", "4", "Short", "345678"), CSV);
        Match match = book.explain(number("+390612345678"), "", Matching.parse("digits: 7"));
        assertEquals("Ada", assertInstanceOf(Match.Found.class, match).contact().firstName());
        assertEquals(Map.of("Near", Why.DIFFERENT_NUMBER, "Tail", Why.WEAKER_RULE, "Short", Why.TOO_SHORT), why(match));
    }

    @Test
    void the_age_of_an_answer_is_that_of_the_last_change() {
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        Instant first = now;
        now = now.plusSeconds(3600);
        PhonebookWriter.Load load = book.load("csv", CSV);
        load.put(company("csv", "1", "Ada", "+390612345678"));
        assertEquals(new PhonebookWriter.Swept(0, 0, 1, 0), load.sweep());
        assertEquals(first, found("+390612345678", "", Matching.DEFAULT).since());
    }

    @Test
    void a_number_that_thousands_share_goes_to_the_better_source_or_to_nobody() {
        PhonebookWriter.Load load = book.load("csv", CSV);
        for (int i = 0; i < 5000; i++) load.put(company("csv", "row" + i, "Person " + i, "+390612340"));
        load.sweep();
        assertInstanceOf(Match.Ambiguous.class, book.find(number("+390612340"), "", Matching.DEFAULT));
        book.put(company("manual", "1", "Switchboard", "+390612340"), MANUAL);
        assertFound("Switchboard", MatchRule.EXACT, "+390612340");
        book.remove("manual", "1");
        assertInstanceOf(Match.Ambiguous.class, book.find(number("+390612340"), "", Matching.DEFAULT));
        PhonebookWriter.Load next = book.load("csv", CSV);
        next.put(company("csv", "row77", "Person 77", "+390612340"));
        assertEquals(new PhonebookWriter.Swept(0, 0, 1, 4999), next.sweep());
        assertFound("Person 77", MatchRule.EXACT, "+390612340");
    }

    @Test
    void a_contact_that_is_too_large_is_refused_and_the_book_goes_on() {
        Contact huge = new Contact("csv", "1", "", "x".repeat(20_000), "", "", "", "", List.of(), null);
        org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, () -> book.put(huge, CSV));
        book.put(company("csv", "1", "Ada", "+390612345678"), CSV);
        assertFound("Ada", MatchRule.EXACT, "+390612345678");
    }

    private Match.Found found(String digits, String owner, Matching matching) {
        return assertInstanceOf(Match.Found.class, book.find(number(digits), owner, matching));
    }

    private void assertFound(String firstName, MatchRule rule, String digits) {
        Match.Found found = found(digits, "", Matching.DEFAULT);
        assertEquals(firstName, found.contact().firstName());
        assertEquals(rule, found.rule());
    }

    private void assertNobody(String digits) {
        assertInstanceOf(Match.Nobody.class, book.find(number(digits), "", Matching.DEFAULT));
    }

    private Map<String, Why> refused(String digits, String owner) {
        return why(book.explain(number(digits), owner, Matching.DEFAULT));
    }

    private static Map<String, Why> why(Match match) {
        return match.refused().stream()
                .collect(Collectors.toMap(refused -> refused.contact().firstName(), Match.Refused::why));
    }
}
