package io.rubrica.directory.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.phonebook.Contact;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenRowsTest {
    @TempDir
    Path folder;

    @Test
    void a_stray_quote_before_quoted_rows_costs_its_own_row_only() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Azienda\nAda,x\n\"Alan,x\nZoe,\"Bianchi, Neri\"\nMax,x\n");
        assertEquals(List.of("Ada", "Zoe", "Max"), firstNames(text));
        assertEquals(1, text.reading().problemCount());
        assertTrue(
                text.problems().get(0).startsWith("line 3 has a quote"),
                text.problems().toString());
    }

    @Test
    void a_stray_quote_before_many_plain_rows_costs_its_own_row_only() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Azienda\n\"Alan,x\n" + "Ada,x\n".repeat(1_000));
        assertEquals(1_000, text.contacts().size());
        assertEquals(1, text.reading().problemCount());
    }

    @Test
    void a_stray_quote_at_the_end_costs_its_own_row_only() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Azienda\n\"Alan,x\nAda,x\nZoe,x");
        assertEquals(List.of("Ada", "Zoe"), firstNames(text));
    }

    @Test
    void text_after_a_closing_quote_is_reported() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Azienda\nAda,\"Engines\" Srl\nZoe,x\n");
        assertEquals(List.of("Zoe"), firstNames(text));
        assertTrue(text.problems().get(0).startsWith("line 2 "), text.problems().toString());
    }

    @Test
    void a_quote_inside_a_plain_cell_is_a_character() throws IOException {
        assertEquals(
                "Pipes 5\" Srl",
                CsvText.read(folder, "Nome,Azienda\nAda,Pipes 5\" Srl\n").only().company());
    }

    @Test
    void spaces_around_quoted_cells_do_no_harm() throws IOException {
        assertEquals(
                "Bianchi, Neri",
                CsvText.read(folder, "Nome, Azienda\nAda , \"Bianchi, Neri\" \n")
                        .only()
                        .company());
    }

    @Test
    void a_cell_may_go_over_several_lines_and_lines_are_counted_in_the_file() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Azienda\nAda,\"Engines\nand\r\nWheels\"\n,,,\nx,y,z\n");
        assertEquals("Engines and Wheels", text.only().company());
        assertEquals(
                List.of(
                        "line 5 has neither a name nor a company nor a number; the row is left out",
                        "line 6 has 3 cells where there are 2 columns; the row is left out"),
                text.problems());
    }

    @Test
    void empty_cells_too_many_and_cells_too_few_do_no_harm() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Cognome,Azienda\nAda,Lovelace,Engines,,,,\nAlan\n");
        assertEquals(List.of("Ada", "Alan"), firstNames(text));
        assertEquals(List.of(), text.problems());
    }

    @Test
    void a_line_without_end_is_reported_and_the_next_one_read() throws IOException {
        CsvText text = CsvText.read(folder, "Nome\n" + "x".repeat(3_000_000) + "\nAda\n");
        assertEquals(List.of("Ada"), firstNames(text));
        assertEquals(List.of("line 2 is longer than 65536 characters"), text.problems());
    }

    @Test
    void a_quoted_cell_without_end_is_given_up_within_bounds() throws IOException {
        String long_line = "y".repeat(30_000) + "\n";
        CsvText text = CsvText.read(folder, "Nome,Azienda\n\"Ada,x\n" + long_line.repeat(4) + "Zoe,x\n");
        assertEquals("Zoe", firstNames(text).get(4));
        assertTrue(
                text.problems().get(0).startsWith("line 2 has a quote"),
                text.problems().toString());
    }

    @Test
    void a_file_of_nothing_but_stray_quotes_is_read_to_its_end() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Azienda\n" + "x\",,\"y\n".repeat(5_000) + "Ada,x\n");
        assertEquals("Ada", firstNames(text).get(firstNames(text).size() - 1));
        assertTrue(text.reading().problemCount() >= 4_000);
        assertEquals(1_000, text.reading().problems().size());
    }

    @Test
    void every_record_that_the_scanner_finds_is_one_for_the_parser() throws IOException {
        Random random = new Random(7);
        String alphabet = "\"\"\"\",,, \tab\n\n\r\u2003\ufffe'\\#";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--)
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            char separator = random.nextBoolean() ? ',' : '\t';
            RecordScanner scanner = new RecordScanner(new LineReader(new StringReader(text.toString())), separator);
            CellParser parser = new CellParser(separator);
            for (var found = scanner.next(); found != null; found = scanner.next())
                if (found instanceof RecordScanner.Found.Whole whole) {
                    List<CSVRecord> alone = parsedAlone(whole.text(), separator);
                    assertEquals(1, alone.size(), () -> whole + " in " + text);
                    assertEquals(List.of(alone.get(0).values()), List.of(cells(parser, whole.text())), text::toString);
                }
        }
    }

    private static List<CSVRecord> parsedAlone(String record, char separator) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(false)
                .get();
        try (CSVParser parser = CSVParser.parse(record + "\n", format)) {
            return parser.getRecords();
        }
    }

    @Test
    void the_parser_goes_on_after_a_record_that_it_refuses() {
        CellParser parser = new CellParser(',');
        assertNull(parser.cells("\"a\"b,c"));
        assertNull(parser.cells("\"a"));
        assertEquals(List.of("a", "b"), List.of(cells(parser, "a,b")));
    }

    private static String[] cells(CellParser parser, String record) {
        String[] cells = parser.cells(record);
        return cells == null ? new String[0] : cells;
    }

    private static List<String> firstNames(CsvText text) {
        return text.contacts().stream().map(Contact::firstName).toList();
    }
}
