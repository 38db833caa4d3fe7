package io.rubrica.directory.phonebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchingTest {
    @ParameterizedTest
    @ValueSource(strings = {"none", "exact", "digits: 3", "digits: 15", "compatible: 6"})
    void it_is_read_as_it_is_written(String text) {
        assertEquals(text, Matching.parse(text).toString());
        assertEquals(
                Matching.parse(text),
                Matching.parse(" " + text.replace(": ", ":").toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exakt",
                "digits",
                "digits: 2",
                "digits: 16",
                "digits: six",
                "digits: 999",
                "exact: 6",
                "digits: 6 7"
            })
    void anything_else_is_refused_with_a_sentence(String text) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> Matching.parse(text));
        assertEquals(
                "match is none, exact, digits: N or compatible: N with N from 3 to 15; not \"" + text + "\"",
                refusal.getMessage());
    }
}
