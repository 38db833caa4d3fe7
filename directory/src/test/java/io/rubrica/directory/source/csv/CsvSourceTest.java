package io.rubrica.directory.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.TypedNumber;
import io.rubrica.directory.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
    private static final String HEADER =
            "FirstName,LastName,Company,Mobile,Mobile2,Home,Home2,Business,Business2,Email,Other,BusinessFax,HomeFax,Pager";

    @TempDir
    Path folder;

    @Test
    void every_column_has_its_place() throws IOException {
        Contact ada = CsvText.read(
                        folder,
                        HEADER + "\nAda,Lovelace,Engines,+393330000001,+393330000002,+390600000003,+390600000004,"
                                + "+390600000005,+390600000006,ada@example.com,+390600000007,+390600000008,"
                                + "+390600000009,+390600000010\n")
                .only();
        assertEquals("Ada", ada.firstName());
        assertEquals("Lovelace", ada.lastName());
        assertEquals("Engines", ada.company());
        assertEquals("ada@example.com", ada.email());
        assertEquals(
                List.of(NumberType.values()),
                ada.numbers().stream().map(TypedNumber::type).toList());
        assertEquals(
                List.of(
                        "+393330000001",
                        "+393330000002",
                        "+390600000003",
                        "+390600000004",
                        "+390600000005",
                        "+390600000006",
                        "+390600000007",
                        "+390600000008",
                        "+390600000009",
                        "+390600000010"),
                ada.numbers().stream().map(n -> n.number().toString()).toList());
        assertEquals("customers", ada.source());
        assertFalse(ada.isPersonal());
    }

    @Test
    void italian_headers_are_known() throws IOException {
        CsvText text = CsvText.read(
                folder,
                "Nome;Cognome;Azienda;Cellulare;Cellulare2;Casa;Casa2;Ufficio;Ufficio2;Email;Altro;Fax ufficio;Fax casa;"
                        + "Cercapersone\nMario;Rossi;Rossi Srl;1000001;1000002;1000003;1000004;1000005;1000006;"
                        + "m@example.com;1000007;1000008;1000009;1000010\n");
        assertEquals("Rossi Srl", text.only().company());
        assertEquals(10, text.only().numbers().size());
        assertEquals(List.of("1000008"), text.typed(NumberType.BUSINESS_FAX));
        assertEquals(List.of("1000010"), text.typed(NumberType.PAGER));
        assertEquals(List.of(), text.problems());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first name,FAX_UFFICIO",
                "FIRST_NAME,fax ufficio",
                " First  Name ,Fax-Ufficio",
                "\"firstname\",\"FaxUfficio\""
            })
    void headers_do_not_mind_case_spaces_and_underscores(String header) throws IOException {
        CsvText text = CsvText.read(folder, header + "\nMario,+390612345678\n");
        assertEquals("Mario", text.only().firstName());
        assertEquals(List.of("+390612345678"), text.typed(NumberType.BUSINESS_FAX));
    }

    @Test
    void columns_may_be_few_and_in_any_order() throws IOException {
        CsvText text = CsvText.read(folder, "Mobile,Cognome\n+393331234567,Rossi\n");
        assertEquals("Rossi", text.only().lastName());
        assertEquals(List.of("+393331234567"), text.typed(NumberType.MOBILE));
    }

    @Test
    void newer_columns_are_accepted_and_the_tag_is_kept() throws IOException {
        CsvText text = CsvText.read(folder, "FirstName,Title,Department,Tag\nAda,Countess,Analysis,vip\n");
        assertEquals("vip", text.only().tag());
        assertEquals(List.of(), text.problems());
    }

    @Test
    void unknown_columns_are_reported_once() throws IOException {
        CsvText text = CsvText.read(folder, "FirstName,Shoe size,Colour\nAda,36,blue\nAlan,43,green\n");
        assertEquals(2, text.contacts().size());
        assertEquals(List.of("line 1 unknown columns are passed over: 'Shoe size', 'Colour'"), text.problems());
    }

    @Test
    void a_phone_column_that_comes_twice_counts_twice() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Mobile,Cellulare\nAda,+393330000001,+393330000002\n");
        assertEquals(List.of("+393330000001", "+393330000002"), text.typed(NumberType.MOBILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void the_separator_is_found_in_the_header(String separator) throws IOException {
        CsvText text = CsvText.read(
                folder,
                String.join(separator, "FirstName", "Company", "Mobile") + "\r\n"
                        + String.join(separator, "Ada", "\"Engines, Wheels; Belts\tSrl\"", "+393331234567") + "\r\n");
        assertEquals("Engines, Wheels; Belts Srl", text.only().company());
        assertEquals(List.of("+393331234567"), text.typed(NumberType.MOBILE));
    }

    @Test
    void a_line_that_announces_the_separator_is_no_row() throws IOException {
        CsvText text = CsvText.read(folder, "sep=;\nNome;Cellulare\nAda;+393331234567\n");
        assertEquals("Ada", text.only().firstName());
        assertEquals(List.of(), text.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_may_end_in_every_way(String end) throws IOException {
        CsvText text = CsvText.read(
                folder, "FirstName,LastName" + end + "Ada,Lovelace" + end + end + ",," + end + "Alan,Turing");
        assertEquals(
                List.of("Ada", "Alan"),
                text.contacts().stream().map(Contact::firstName).toList());
        assertEquals(
                List.of("line 4 has neither a name nor a company nor a number; the row is left out"), text.problems());
    }

    @Test
    void a_number_that_a_spreadsheet_broke_is_dropped_and_its_row_stays() throws IOException {
        CsvText text =
                CsvText.read(folder, "Nome;Cellulare;Ufficio\nMario;3,93E+11;+390612345678\nAnna;3.93331E+11;\n");
        assertEquals(2, text.contacts().size());
        assertEquals(1, text.contacts().get(0).numbers().size());
        assertEquals(
                List.of(
                        "line 2 Mobile: the number was turned into '3,93E+11' by a spreadsheet; its digits are lost",
                        "line 3 Mobile: the number was turned into '3.93331E+11' by a spreadsheet; its digits are lost"),
                text.problems());
    }

    @Test
    void a_text_that_is_no_number_is_dropped_and_its_row_stays() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Cellulare\nMario,n/a\nAnna," + "1".repeat(40) + "\n");
        assertEquals(2, text.contacts().size());
        assertEquals(2, text.reading().problemCount());
        assertEquals("line 2 Mobile: 'n/a' is not a number", text.problems().get(0));
    }

    @Test
    void without_a_header_the_columns_are_in_the_formats_order() throws IOException {
        CsvText text =
                CsvText.read(folder, "Mario,Rossi,Rossi Srl,+393331234567,,,,0612345678,,mario@example.com,,,,\n");
        assertEquals("Mario", text.only().firstName());
        assertEquals("mario@example.com", text.only().email());
        assertEquals(List.of("0612345678"), text.typed(NumberType.BUSINESS));
    }

    @Test
    void a_company_called_like_a_column_is_no_header() throws IOException {
        CsvText text = CsvText.read(folder, "Mario,Rossi,Casa,+393331234567\nAnna,Bianchi,Ufficio,+393331234568\n");
        assertEquals(
                List.of("Casa", "Ufficio"),
                text.contacts().stream().map(Contact::company).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mario,Rossi,Rossi Srl\n",
                "+393331234567,Mario Rossi\n",
                "<html>\n",
                "{\"a\": 1}\n",
                "\0\0\0\1\2\3\n"
            })
    void a_file_that_is_no_list_of_contacts_is_refused_as_a_whole(String text) {
        IOException refused = assertThrows(IOException.class, () -> CsvText.read(folder, text));
        assertTrue(message(refused).contains("FirstName") || message(refused).contains("header"), message(refused));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n \n", "\ufeff"})
    void an_empty_file_is_an_error_and_not_an_empty_book(String text) {
        IOException refused = assertThrows(IOException.class, () -> CsvText.read(folder, text));
        assertTrue(message(refused).contains("empty"), message(refused));
    }

    @Test
    void a_broken_header_is_not_guessed() {
        String text = "Cognome,\"Nome,Cellulare\nRossi,Mario,,+393331234567\n";
        IOException refused = assertThrows(IOException.class, () -> CsvText.read(folder, text));
        assertTrue(message(refused).contains("line 1"), message(refused));
    }

    @Test
    void a_header_alone_is_an_empty_book() throws IOException {
        assertEquals(List.of(), CsvText.read(folder, HEADER).contacts());
    }

    @Test
    void a_missing_file_says_so() {
        Source missing = CsvText.source(folder.resolve("nothing.csv"), "");
        IOException refused = assertThrows(IOException.class, () -> CsvText.read(missing));
        assertTrue(message(refused).contains("there is no file"), message(refused));
    }

    @Test
    void a_folder_is_refused() {
        IOException refused = assertThrows(IOException.class, () -> CsvText.read(CsvText.source(folder, "")));
        assertTrue(message(refused).contains("not a regular file"), message(refused));
    }

    @Test
    void a_file_that_changes_under_the_reader_is_an_error() throws IOException {
        Path file = Files.writeString(folder.resolve("contacts.csv"), "Nome\nAda\n");
        Source source = CsvText.source(file, "");
        IOException refused = assertThrows(
                IOException.class, () -> source.read(contact -> append(file, "Alan\n"), Source.Progress.NONE));
        assertTrue(message(refused).contains("changed"), message(refused));
    }

    @Test
    void names_are_composed_and_without_control_characters() throws IOException {
        CsvText text =
                CsvText.read(folder, "Nome,Cognome,Azienda\n\"Jose\u0301\",\"Ro\0s\u0007si\",\"Rossi\nSrl\u00a0\"\n");
        assertEquals("Jos\u00e9", text.only().firstName());
        assertEquals("Rossi", text.only().lastName());
        assertEquals("Rossi Srl", text.only().company());
    }

    @Test
    void a_name_that_is_too_long_is_cut_between_characters_and_reported() throws IOException {
        CsvText text = CsvText.read(folder, "Nome\n" + "x".repeat(RowReader.MAX_TEXT - 1) + "\ud83d\ude00y\n");
        assertEquals("x".repeat(RowReader.MAX_TEXT - 1), text.only().firstName());
        assertEquals(1, text.reading().problemCount());
    }

    @Test
    void an_owner_makes_the_contacts_personal() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.csv"), "Nome,Cellulare\nAda,+393331234567\n");
        assertEquals("201", CsvText.read(CsvText.source(file, "201")).only().owner());
    }

    @Test
    void a_row_is_the_same_contact_wherever_and_however_it_stands() throws IOException {
        String one = CsvText.read(folder, "Nome,Cognome,Mobile\nZo\u00eb,Rossi,+393331234567\n")
                .only()
                .externalId();
        CsvText other = CsvText.read(
                folder,
                "Cellulare;Shoe size;LastName;FirstName\n+393331234567;36;\"Rossi\";Zo\u00eb\n+393331234567;36;Rossi;Zoe\n",
                java.nio.charset.StandardCharsets.UTF_16);
        assertEquals(one, other.contacts().get(0).externalId());
        assertFalse(one.equals(other.contacts().get(1).externalId()));
    }

    @Test
    void cells_that_move_to_another_column_are_another_contact() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Cognome\nAda,\n,Ada\n");
        assertFalse(text.contacts()
                .get(0)
                .externalId()
                .equals(text.contacts().get(1).externalId()));
    }

    @Test
    void settings_without_a_country_use_the_general_plan() throws IOException {
        Path file = Files.writeString(folder.resolve("contacts.csv"), "Nome,Ufficio\nAda,0612345678\n");
        CsvSettings settings = new CsvSettings(file, "", "", 20);
        Source general = new CsvSource("customers", settings, NumberPlan.of("IT"));
        Source none = new CsvSource("customers", settings, NumberPlan.worldwide());
        assertEquals("+390612345678", number(general));
        assertEquals("0612345678", number(none));
    }

    @Test
    void progress_goes_up_to_the_whole_file() throws IOException {
        Path file = Files.writeString(folder.resolve("contacts.csv"), "Nome\n" + "Ada\n".repeat(30_000));
        List<Long> done = new ArrayList<>();
        CsvText.source(file, "").read(contact -> {}, (at, total) -> {
            assertEquals(120_005, total);
            done.add(at);
        });
        assertEquals(done.stream().sorted().toList(), done);
        assertEquals(120_005, done.get(done.size() - 1));
        assertTrue(done.size() > 10 && done.get(0) < 60_000, done.toString());
    }

    private static String number(Source source) throws IOException {
        return CsvText.read(source).only().numbers().get(0).number().toString();
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String message(Exception exception) {
        return Objects.requireNonNull(exception.getMessage());
    }
}
