package io.rubrica.proxy.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NameFormatTest {
    private static final String ASKED = "+12025550100";

    @Test
    void a_person_is_written_as_the_format_says() {
        assertEquals("Ada Lovelace", written("{first} {last}", "Ada", "Lovelace", "Analytical"));
        assertEquals("Lovelace, Ada", written("{last}, {first}", "Ada", "Lovelace", "Analytical"));
        assertEquals("Analytical", written("{company}", "Ada", "Lovelace", "Analytical"));
        assertEquals(
                "Ada Lovelace (Analytical)", written("{first} {last} ({company})", "Ada", "Lovelace", "Analytical"));
    }

    @Test
    void literal_text_stays() {
        assertEquals("Client: Ada Lovelace!", written("Client: {first} {last}!", "Ada", "Lovelace", ""));
        assertEquals("Client: Ada", written("Client: {last}, {first}", "Ada", "", ""));
        assertEquals(":) Ada", written(":) {first}", "Ada", "", ""));
        assertEquals("Ada (London)", written("{first} (London)", "Ada", "", ""));
    }

    @Test
    void the_number_is_written_as_it_was_sent() {
        assertEquals("Ada " + ASKED, written("{first} {last} {number}", "Ada", "", ""));
        assertEquals("Ada", NameFormat.parse("{first} {number}").write(Contacts.named("Ada", "", ""), ""));
    }

    @Test
    void an_empty_part_goes_with_what_joins_it() {
        assertEquals("Ada", written("{last}, {first}", "Ada", "", ""));
        assertEquals("Lovelace", written("{last}, {first}", "", "Lovelace", ""));
        assertEquals("Rossi", written("{company} - {last}", "", "Rossi", ""));
        assertEquals("Analytical", written("{company} - {last}", "", "", "Analytical"));
        assertEquals("Ada", written("{first} {last} of {company}", "Ada", "", ""));
    }

    @Test
    void when_a_part_in_the_middle_is_empty_the_stronger_joint_stays() {
        assertEquals("Ada - Analytical", written("{first} {last} - {company}", "Ada", "", "Analytical"));
        assertEquals("Analytical - Lovelace", written("{company} - {first} {last}", "", "Lovelace", "Analytical"));
        assertEquals("Analytical - Ada", written("{company} - {last}, {first}", "Ada", "", "Analytical"));
        assertEquals("Lovelace - Analytical", written("{last}, {first} - {company}", "", "Lovelace", "Analytical"));
    }

    @Test
    void brackets_and_quotes_go_with_what_is_in_them() {
        assertEquals("Ada Lovelace", written("{first} {last} ({company})", "Ada", "Lovelace", ""));
        assertEquals("Ada Lovelace", written("[{company}] {first} {last}", "Ada", "Lovelace", ""));
        assertEquals("Ada Lovelace", written("{first} \"{company}\" {last}", "Ada", "Lovelace", ""));
        assertEquals(
                "Ada \"Analytical\" Lovelace",
                written("{first} \"{company}\" {last}", "Ada", "Lovelace", "Analytical"));
        assertEquals("Ada (Lovelace)", written("{first} ({last}, [{company}])", "Ada", "Lovelace", ""));
        assertEquals("Ada (c/o Analytical)", written("{first} (c/o {company})", "Ada", "", "Analytical"));
    }

    @Test
    void brackets_go_when_nothing_stands_beside_them() {
        assertEquals("Analytical", written("{first} {last} ({company})", "", "", "Analytical"));
        assertEquals("Analytical", written("[{company}] {first} {last}", "", "", "Analytical"));
    }

    @Test
    void a_bracket_without_its_other_half_is_literal() {
        assertEquals("(Ada", written("({first}", "Ada", "", ""));
        assertEquals("Ada)", written("{first})", "Ada", "", ""));
        assertEquals("5\" Ada", written("5\" {first}", "Ada", "", ""));
    }

    @Test
    void a_contact_without_a_person_is_written_by_its_company() {
        assertEquals("Analytical", written("{first} {last}", "", "", "Analytical"));
        assertEquals("Analytical", written("{last}, {first}", "", "", "Analytical"));
        assertEquals("Client: Analytical", written("Client: {last}", "", "", "Analytical"));
        assertEquals("Analytical " + ASKED, written("{first} {last} {number}", "", "", "Analytical"));
    }

    @Test
    void a_contact_without_a_company_is_written_by_its_person() {
        assertEquals("Ada Lovelace", written("{company}", "Ada", "Lovelace", ""));
        assertEquals("Lovelace", written("{company}", "", "Lovelace", ""));
        assertEquals("Lovelace", written("{first}", "", "Lovelace", ""));
    }

    @Test
    void a_contact_without_any_name_is_not_written_at_all() {
        assertEquals("", written("{first} {last}", "", "", ""));
        assertEquals("", written("Client: {last} {number}", " ", "\u00A0", "\u200B"));
    }

    @Test
    void white_and_invisible_cells_are_empty() {
        assertEquals("Ada", written("{last}, {first}", " Ada ", "\u00A0", "Analytical"));
        assertEquals("Ada", written("{last}, {first}", "Ada", "\u200B", ""));
    }

    @Test
    void what_looks_like_a_placeholder_in_a_name_is_only_text() {
        assertEquals("{last} Lovelace", written("{first} {last}", "{last}", "Lovelace", ""));
    }

    @Test
    void an_unknown_placeholder_is_refused_with_those_that_exist() {
        assertEquals(
                "in the name format \"{first} {surname}\": {surname} is not one of {first}, {last}, {company} and {number}",
                refusal("{first} {surname}"));
        assertTrue(refusal("{First}").contains("{First} is not one of"));
        assertTrue(refusal("{}").contains("{} is not one of"));
    }

    @Test
    void half_a_placeholder_is_refused() {
        assertTrue(refusal("{first} {last").contains("a { without its }"));
        assertTrue(refusal("({first) {last}").contains("a { without its }"));
        assertTrue(refusal("first} {last}").contains("a } without its {"));
    }

    @Test
    void a_format_that_shows_every_caller_alike_is_refused() {
        for (String format : new String[] {"", " ", "Customer", "{number}"})
            assertTrue(refusal(format).contains("needs {first}, {last} or {company}"), format);
    }

    @Test
    void a_format_of_ten_thousand_brackets_is_read() {
        String deep = "(".repeat(10_000) + "{first}" + ")".repeat(10_000);
        assertTrue(written(deep, "Ada", "", "").contains("Ada"));
    }

    private static String written(String format, String first, String last, String company) {
        return NameFormat.parse(format).write(Contacts.named(first, last, company), ASKED);
    }

    private static String refusal(String format) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> NameFormat.parse(format))
                .getMessage());
    }
}
