package io.rubrica.proxy.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.proxy.enrich.CallerIdSettings.Change;
import io.rubrica.proxy.enrich.CallerIdSettings.TrunkName;
import io.rubrica.proxy.enrich.Enrichment.LeftAlone;
import io.rubrica.proxy.enrich.Enrichment.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnricherTest {
    private static final String ADA = "+390612345678";
    private static final String NOBODY = "+390687654321";

    private static final CallerIdSettings GENERAL = new CallerIdSettings(
            Matching.DEFAULT,
            "{first} {last}",
            TrunkName.REPLACE,
            40,
            128,
            Map.of("100", "Sales", "+39 06 555 0200", "Support:", "300", " "),
            Map.of("100", List.of("+39 06 555 0100"), "200", List.of("06 555 0200", "06 555 0201")));

    private final MapPhonebook book = new MapPhonebook().with("390612345678", Contacts.ADA);
    private final NumberPlan italy = NumberPlan.of("IT");

    @Test
    void a_known_caller_gets_the_name_from_the_phonebook() {
        Enrichment outcome = enrich(GENERAL, calling(ADA, "LOVELACE A", "400"));
        assertEquals("Ada Lovelace", written(outcome));
        assertEquals(Reason.NAMED, outcome.reason());
        assertEquals(Contacts.ADA, ((Enrichment.Renamed) outcome).because().contact());
    }

    @Test
    void a_caller_is_known_in_every_notation_of_the_number() {
        for (String number : new String[] {
            ADA, "00390612345678", "0612345678", "+39 06 1234-5678", "(06) 1234.5678", "+39-06-12345678"
        }) assertEquals("Ada Lovelace", written(enrich(GENERAL, calling(number, "", "400"))), number);
    }

    @Test
    void an_unknown_caller_keeps_what_the_trunk_sent() {
        assertEquals(new LeftAlone(Reason.UNKNOWN), enrich(GENERAL, calling(NOBODY, "SOMEBODY", "400")));
    }

    @Test
    void an_anonymous_caller_stays_anonymous_and_is_not_looked_up() {
        for (String called : new String[] {"100", "400", "0655502000"})
            assertEquals(new LeftAlone(Reason.PRIVACY), enrich(GENERAL, new Caller(ADA, "Ada", called, true)));
        assertEquals(0, book.lookups);
    }

    @Test
    void a_word_for_a_withheld_number_is_a_wish_for_privacy() {
        for (String word : new String[] {"anonymous", "Anonymous", "RESTRICTED", "private", "withheld"})
            assertEquals(new LeftAlone(Reason.PRIVACY), enrich(GENERAL, calling(word, "", "100")), word);
    }

    @Test
    void a_caller_without_a_number_is_not_looked_up() {
        for (String none : new String[] {"", " ", "unavailable", "alice", "+", "()"})
            assertEquals(new LeftAlone(Reason.NO_NUMBER), enrich(GENERAL, calling(none, "x", "400")), none);
        assertEquals(0, book.lookups);
    }

    @Test
    void a_tie_gives_no_name() {
        book.with("390612345678", MapPhonebook.AMBIGUOUS);
        assertEquals(new LeftAlone(Reason.AMBIGUOUS), enrich(GENERAL, calling(ADA, "x", "400")));
    }

    @Test
    void a_contact_without_a_name_changes_nothing() {
        book.with("390612345678", Contacts.named("", "\u200B", " "));
        assertEquals(new LeftAlone(Reason.NAMELESS_CONTACT), enrich(GENERAL, calling(ADA, "x", "400")));
    }

    @Test
    void switched_off_nobody_is_looked_up() {
        CallerIdSettings off = GENERAL.with(new Change(Matching.NONE, null, null, null, null));
        assertEquals(new LeftAlone(Reason.SWITCHED_OFF), enrich(off, calling(ADA, "x", "400")));
        assertEquals("Sales x", written(enrich(off, calling(ADA, "x", "100"))));
        assertEquals(0, book.lookups);
    }

    @Test
    void a_phonebook_that_fails_leaves_the_call_alone() {
        book.failure = new IllegalStateException("closed");
        Enricher enricher = new Enricher(book, italy, GENERAL);
        assertEquals(new LeftAlone(Reason.PHONEBOOK_FAILED), enricher.enrich(calling(ADA, "x", "400")));
        book.failure = null;
        assertEquals("Ada Lovelace", written(enricher.enrich(calling(ADA, "x", "400"))));
    }

    @Test
    void the_lookup_goes_as_far_as_the_rules_say() {
        enrich(GENERAL.with(new Change(Matching.EXACT, null, null, null, null)), calling(ADA, "", "400"));
        assertEquals(Matching.EXACT, book.asked);
    }

    @Test
    void a_personal_contact_is_shown_at_its_owners_extension_and_direct_numbers() {
        book.with("390612345678", Contacts.owned("200", "Mum", "", ""));
        for (String called : new String[] {"200", "+39065550201", "0039065550201", "06 5550200"})
            assertTrue(written(enrich(GENERAL, calling(ADA, "", called))).contains("Mum"), called);
        for (String called : new String[] {"201", "100", "+39065550299", ""})
            assertTrue(written(enrich(GENERAL, calling(ADA, "", called))).contains("Ada"), called);
    }

    @Test
    void a_label_is_shown_before_a_known_callers_name() {
        assertEquals("Sales Ada Lovelace", written(enrich(GENERAL, calling(ADA, "", "100"))));
        assertEquals("Support: Ada Lovelace", written(enrich(GENERAL, calling(ADA, "", "065550200"))));
    }

    @Test
    void a_direct_number_shows_its_extensions_label_unless_it_has_its_own() {
        assertEquals("Sales Ada Lovelace", written(enrich(GENERAL, calling(ADA, "", "+39065550100"))));
        assertEquals("Ada Lovelace", written(enrich(GENERAL, calling(ADA, "", "+39065550201"))));
    }

    @Test
    void a_label_is_shown_before_an_unknown_callers_name_or_else_the_number() {
        Enrichment named = enrich(GENERAL, calling(NOBODY, "ROSSI M", "100"));
        assertEquals("Sales ROSSI M", written(named));
        assertEquals(Reason.UNKNOWN, named.reason());
        for (String nothing : new String[] {"", NOBODY, "06 8765 4321", "Unknown", "numero sconosciuto", "\u200B"})
            assertEquals("Sales " + NOBODY, written(enrich(GENERAL, calling(NOBODY, nothing, "100"))), nothing);
        assertEquals("Sales", written(enrich(GENERAL, calling("", "", "100"))));
    }

    @Test
    void a_blank_label_is_none() {
        assertEquals("Ada Lovelace", written(enrich(GENERAL, calling(ADA, "", "300"))));
        assertNull(enrich(GENERAL, calling(NOBODY, "x", "300")).written());
    }

    @Test
    void a_label_is_shown_even_when_the_phonebook_fails() {
        book.failure = new IllegalStateException("closed");
        Enrichment outcome = enrich(GENERAL, calling(ADA, "", "100"));
        assertEquals("Sales " + ADA, written(outcome));
        assertEquals(Reason.PHONEBOOK_FAILED, outcome.reason());
    }

    @Test
    void keep_leaves_a_trunks_name_that_tells_something() {
        CallerIdSettings keep = trunkName(TrunkName.KEEP);
        assertEquals(new LeftAlone(Reason.TRUNK_NAME_KEPT), enrich(keep, calling(ADA, "LOVELACE A", "400")));
        Enrichment labelled = enrich(keep, calling(ADA, "LOVELACE A", "100"));
        assertEquals("Sales LOVELACE A", written(labelled));
        assertEquals(Reason.TRUNK_NAME_KEPT, labelled.reason());
    }

    @Test
    void keep_replaces_a_trunks_name_that_tells_nothing() {
        String names = "|  |\u200B|-|...|+390612345678|0039 06 12345678|06/1234 5678|12345678|tel:+390612345678"
                + "|sip:+390612345678@trunk.example|Unknown|UNKNOWN CALLER|unavailable|Anonymous|Private number"
                + "|Sconosciuto|Numero privato|Nessun nome|Unbekannter Anrufer|Inconnu|Número desconocido";
        for (String nothing : names.split("\\|"))
            assertEquals(
                    "Ada Lovelace", written(enrich(trunkName(TrunkName.KEEP), calling(ADA, nothing, "400"))), nothing);
    }

    @Test
    void keep_keeps_names_that_only_resemble_such_words() {
        for (String name : new String[] {"Private Bank", "Unknown Pleasures", "Nomen", "118 Roma", "Studio 54", "7-11"})
            assertEquals(
                    new LeftAlone(Reason.TRUNK_NAME_KEPT),
                    enrich(trunkName(TrunkName.KEEP), calling(ADA, name, "400")),
                    name);
    }

    @Test
    void prepend_and_append_show_both_names() {
        Caller caller = calling(ADA, "LONDON UK", "100");
        assertEquals("Sales Ada Lovelace LONDON UK", written(enrich(trunkName(TrunkName.PREPEND), caller)));
        assertEquals("Sales LONDON UK Ada Lovelace", written(enrich(trunkName(TrunkName.APPEND), caller)));
    }

    @Test
    void the_same_name_is_not_shown_twice() {
        for (TrunkName both : new TrunkName[] {TrunkName.PREPEND, TrunkName.APPEND})
            for (String same : new String[] {"ADA LOVELACE", "Ada  Lovelace", "unknown", ADA, ""})
                assertEquals("Ada Lovelace", written(enrich(trunkName(both), calling(ADA, same, "400"))));
    }

    @Test
    void the_whole_is_cut_to_the_longest_name() {
        CallerIdSettings shorter = GENERAL.with(new Change(null, "{last}", TrunkName.APPEND, 18, 20));
        assertEquals("Sales LÖNDON Lovel", written(enrich(shorter, calling(ADA, "LÖNDON", "100"))));
    }

    @Test
    void hostile_calls_are_answered_like_any_other() {
        for (String piece :
                new String[] {"0", "+", "-", " ", "%", "\u200B", "\u0301", "👩\u200D", "\0", "\uD83D", "(0)"}) {
            String hostile = piece.repeat(4096 / piece.length());
            for (TrunkName what : TrunkName.values()) {
                enrich(trunkName(what), calling(hostile, hostile, hostile));
                String name = written(enrich(trunkName(what), calling(ADA, hostile, "100")));
                assertTrue(name.startsWith("Sales "), name);
                assertTrue(name.codePointCount(0, name.length()) <= 128, name);
            }
        }
    }

    @Test
    void a_question_outside_a_call_is_answered_as_a_call_would_be() {
        Enricher enricher =
                new Enricher(book, italy, GENERAL.with(new Change(null, "{last}, {first}", null, null, null)));
        assertEquals(new CallerName("Lovelace, Ada"), enricher.name(Contacts.ADA, ADA));
        assertNull(enricher.name(Contacts.named("", "", ""), ADA));
        assertEquals("200", enricher.extension("0039 06 5550201"));
        assertEquals("200", enricher.extension("200"));
        assertEquals("", enricher.extension("9".repeat(4096)));
    }

    @Test
    void what_a_trunk_does_differently_goes_before_the_general_rules() {
        assertEquals(GENERAL, GENERAL.with(null));
        assertEquals(GENERAL, GENERAL.with(new Change(null, null, null, null, null)));
        assertEquals(
                new CallerIdSettings(
                        Matching.EXACT, "{company}", TrunkName.KEEP, 10, 20, GENERAL.labels(), GENERAL.extensions()),
                GENERAL.with(new Change(Matching.EXACT, "{company}", TrunkName.KEEP, 10, 20)));
    }

    @Test
    void rules_that_contradict_themselves_are_refused() {
        assertEquals(
                "06 555 0100 is a direct number of two extensions: 1 and 2",
                refusal(Map.of(), new TreeMap<>(Map.of("1", List.of("+39065550100"), "2", List.of("06 555 0100")))));
        assertEquals("extension 1: not a telephone number: none", refusal(Map.of(), Map.of("1", List.of("none"))));
        assertEquals(
                "+39065550100 has two labels: \"A\" and \"B\"",
                refusal(new TreeMap<>(Map.of("+39065550100", "A", "06 555 0100", "B")), Map.of()));
    }

    private String refusal(Map<String, String> labels, Map<String, List<String>> extensions) {
        CallerIdSettings rules =
                new CallerIdSettings(Matching.DEFAULT, "{last}", TrunkName.KEEP, 40, 128, labels, extensions);
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> new Enricher(book, italy, rules))
                .getMessage());
    }

    private static CallerIdSettings trunkName(TrunkName what) {
        return GENERAL.with(new Change(null, null, what, null, null));
    }

    private static Caller calling(String number, String trunkName, String called) {
        return new Caller(number, trunkName, called, false);
    }

    private Enrichment enrich(CallerIdSettings rules, Caller caller) {
        return new Enricher(book, italy, rules).enrich(caller);
    }

    private static String written(Enrichment outcome) {
        CallerName name = outcome.written();
        return name == null ? outcome.toString() : name.text();
    }
}
