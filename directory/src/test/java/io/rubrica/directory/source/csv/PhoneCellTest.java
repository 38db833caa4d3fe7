package io.rubrica.directory.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneCellTest {
    static Stream<Arguments> cells() {
        return Stream.of(
                Arguments.of("06 1234567; 333 1234567", List.of("06 1234567", "333 1234567")),
                Arguments.of("06 1234567\n333 1234567", List.of("06 1234567", "333 1234567")),
                Arguments.of("06 1234567, 333 1234567", List.of("06 1234567", "333 1234567")),
                Arguments.of("06 1234567 / 333 1234567", List.of("06 1234567", "333 1234567")),
                Arguments.of("06/1234567/333/1234567", List.of("06/1234567", "333/1234567")),
                Arguments.of("06/1234567", List.of("06/1234567")),
                Arguments.of("06,1234567", List.of("06,1234567")),
                Arguments.of("+39 06/1234567", List.of("+39 06/1234567")),
                Arguments.of("+39 0471/123456", List.of("+39 0471/123456")),
                Arguments.of("+39/06/1234567", List.of("+39/06/1234567")),
                Arguments.of("0039/333/1234567", List.of("0039/333/1234567")),
                Arguments.of("030/123/4567", List.of("030/123/4567")),
                Arguments.of("039292/123456", List.of("039292/123456")),
                Arguments.of("800/555-0100", List.of("800/555-0100")),
                Arguments.of("201/202/203", List.of("201", "202", "203")),
                Arguments.of("201;202", List.of("201", "202")),
                Arguments.of("06 1234567;;", List.of("06 1234567")),
                Arguments.of("06 1234567 /", List.of("06 1234567")),
                Arguments.of("/", List.of()),
                Arguments.of("-", List.of()),
                Arguments.of("  ", List.of()),
                Arguments.of("'+390612345678", List.of("+390612345678")),
                Arguments.of("=\"0612345678\"", List.of("0612345678")),
                Arguments.of("390612345678.0", List.of("390612345678")),
                Arguments.of("390612345678,00", List.of("390612345678")));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_cell_has_these_numbers(String cell, List<String> numbers) {
        PhoneCell read = PhoneCell.of(cell);
        assertEquals(numbers, read.numbers());
        assertEquals(List.of(), read.dropped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0039/06/12345678", "+39 06/12345678", "06/12345678", "06,12345678", "+39/06/12345678"})
    void a_slash_inside_a_number_does_not_end_it(String typed) {
        assertEquals(PhoneNumber.international("390612345678"), PhoneCell.read(typed, NumberPlan.of("IT")));
    }

    @Test
    void a_short_tail_is_not_glued_to_the_number_before_it() {
        PhoneCell read = PhoneCell.of("(06) 123 4567 / 8");
        assertEquals(List.of("(06) 123 4567"), read.numbers());
        assertEquals(List.of("'8' after '(06) 123 4567' is too short to be a number"), read.dropped());
        assertEquals(
                List.of("(06) 123 4567", "333 1234567"),
                PhoneCell.of("(06) 123 4567 / 8 / 333 1234567").numbers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,93E+11", "3.93E+11", "3,93331234567e+11", "3.9E11", " 3,93E+11 ", "393E+9"})
    void digits_that_a_spreadsheet_lost_are_no_number(String cell) {
        PhoneCell read = PhoneCell.of(cell);
        assertEquals(List.of(), read.numbers());
        assertEquals(1, read.dropped().size());
    }

    @Test
    void a_cell_of_64_kilobytes_costs_little() {
        PhoneCell read = PhoneCell.of("/1".repeat(32_000));
        assertTrue(read.numbers().size() <= PhoneCell.MAX_NUMBERS);
        assertEquals(
                PhoneCell.MAX_NUMBERS,
                PhoneCell.of("0612345678;".repeat(5_000)).numbers().size());
        assertEquals(
                PhoneCell.MAX_NUMBERS,
                PhoneCell.of("0612345678/1/".repeat(4_000)).numbers().size());
    }
}
