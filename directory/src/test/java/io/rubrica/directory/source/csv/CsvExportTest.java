package io.rubrica.directory.source.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.TypedNumber;
import io.rubrica.directory.source.InMemoryBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvExportTest {
    private static final NumberPlan ITALY = NumberPlan.of("IT");
    private static final String HEADER =
            "FirstName,LastName,Company,Mobile,Mobile2,Home,Home2,Business,Business2,Email,Other,BusinessFax,HomeFax,Pager";
    private static final List<String> HOSTILE = List.of(
            "=",
            "+",
            "-",
            "@",
            "'",
            "\"",
            ",",
            ";",
            "\t",
            "\r",
            "\n",
            " ",
            "\u00a0",
            "\u3000",
            "/",
            "\\",
            "#",
            "\ufeff",
            "a",
            "B",
            "7",
            "\u00e9",
            "e\u0301",
            "\u0416",
            "\u6771",
            "\ud83d\ude00",
            "\u200d",
            "\u202e",
            "\0",
            "\ufffd",
            "NULL",
            "=cmd|' /C calc'!A0",
            "''",
            "\"\"");

    private final InMemoryBook book = new InMemoryBook();

    @TempDir
    Path folder;

    @Test
    void an_export_has_the_fourteen_columns_in_their_order() throws IOException {
        put(
                "",
                "Mario",
                "Rossi",
                "Rossi Srl",
                number(NumberType.MOBILE, "+393331234567"),
                number(NumberType.BUSINESS, "06 12345678"));
        put("", "", "", "Bianchi, \"Neri\" & C.", number(NumberType.PAGER, "02 45678901"));
        assertEquals(
                HEADER + "\r\nMario,Rossi,Rossi Srl,+393331234567,,,,06 12345678,,,,,,\r\n"
                        + ",,\"Bianchi, \"\"Neri\"\" & C.\",,,,,,,,,,,02 45678901\r\n",
                export("", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+39", "-x", "@sum", "\t=1", "\r=1", "'=1", " =1", "x "})
    void a_text_that_a_spreadsheet_would_change_is_written_behind_an_apostrophe(String text) throws IOException {
        put("", text, "", "");
        assertTrue(export("", false).replace("\"", "").startsWith(HEADER + "\r\n'" + text + ","), export("", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'t Hooft", "''", "'", "O'Neill", "a=b"})
    void a_text_that_is_harmless_is_written_as_it_is(String text) throws IOException {
        put("", text, "", "");
        assertTrue(export("", false).replace("\"", "").startsWith(HEADER + "\r\n" + text + ","), export("", false));
    }

    @Test
    void phone_cells_have_no_apostrophe() throws IOException {
        put("", "Mario", "", "", number(NumberType.MOBILE, "+39 333 1234567"));
        assertTrue(export("", false).contains(",+39 333 1234567,"));
    }

    @Test
    void an_apostrophe_of_an_export_comes_off_and_a_names_own_stays() throws IOException {
        CsvText text = CsvText.read(folder, "Nome,Cognome,Azienda\n'=1+1,'t Hooft,''@x\n");
        assertEquals("=1+1", text.only().firstName());
        assertEquals("'t Hooft", text.only().lastName());
        assertEquals("'@x", text.only().company());
    }

    @Test
    void a_byte_order_mark_is_written_when_asked_for() throws IOException {
        assertEquals("\ufeff" + HEADER + "\r\n", export("", true));
        assertEquals(HEADER + "\r\n", export("", false));
    }

    @Test
    void personal_contacts_are_exported_only_for_their_owner() throws IOException {
        put("", "Everybodys", "", "");
        put("201", "Mine", "", "");
        put("202", "Theirs", "", "");
        assertFalse(export("", false).contains("Mine"));
        assertTrue(export("201", false).contains("Mine"));
        assertFalse(export("201", false).contains("Everybodys"));
        assertFalse(export("201", false).contains("Theirs"));
    }

    @Test
    void a_tag_gets_a_column_where_there_is_one() throws IOException {
        book.put(new Contact("customers", "1", "", "Ada", "", "", "", "vip", List.of(), null), 20);
        assertTrue(export("", false).startsWith(HEADER + ",Tag\r\n"));
        assertEquals("vip", readBack().only().tag());
    }

    @Test
    void a_number_that_would_be_read_differently_is_written_in_full() throws IOException {
        PhoneNumber number = PhoneNumber.international("390612345678");
        put("", "Ada", "", "", new TypedNumber(NumberType.HOME, number, "tel:+390612345678;ext=7"));
        put("", "Alan", "", "", new TypedNumber(NumberType.HOME, number, "(06) 1234 5678 / 9"));
        for (Contact contact : readBack().contacts())
            assertEquals(List.of(new TypedNumber(NumberType.HOME, number, "+390612345678")), contact.numbers());
    }

    @Test
    void a_stream_that_fails_is_an_error() {
        put("", "x".repeat(100_000), "", "");
        assertThrows(IOException.class, () -> new CsvExport(ITALY, "", false).write(book, new FullDisk()));
    }

    @Test
    void export_then_import_gives_the_same_book() throws IOException {
        Random random = new Random(20_261_122);
        List<Contact> put = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) put.add(hostile(random, i));
        put.forEach(contact -> book.put(contact, 20));
        CsvText back = readBack();
        assertEquals(List.of(), back.problems());
        assertEquals(put.size(), back.contacts().size());
        for (int i = 0; i < put.size(); i++)
            assertSame(put.get(i), back.contacts().get(i));
    }

    @Test
    void an_export_of_an_import_is_the_same_file() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) book.put(hostile(random, i), 20);
        String first = export("", false);
        CsvText back = readBack();
        InMemoryBook second = new InMemoryBook();
        back.contacts().forEach(contact -> second.put(contact, 20));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CsvExport(ITALY, "", false).write(second, bytes);
        assertEquals(first, bytes.toString(UTF_8));
    }

    private static void assertSame(Contact put, Contact back) {
        assertEquals(put.firstName(), back.firstName());
        assertEquals(put.lastName(), back.lastName());
        assertEquals(put.company(), back.company());
        assertEquals(put.email(), back.email());
        assertEquals(put.tag(), back.tag());
        assertEquals(sorted(put), sorted(back));
    }

    /** Cells have the order of the columns; a contact may have another. */
    private static List<TypedNumber> sorted(Contact contact) {
        return contact.numbers().stream()
                .sorted(Comparator.comparing(TypedNumber::type))
                .toList();
    }

    /** A contact as a book may have it: its texts clean, its numbers as some cell had them. */
    private static Contact hostile(Random random, int id) {
        List<TypedNumber> numbers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String typed = NUMBERS.get(random.nextInt(NUMBERS.size()));
            numbers.add(number(TYPES.get(random.nextInt(10)), typed));
        }
        String name = "n" + id + hostileText(random);
        return new Contact(
                "customers",
                "row" + id,
                "",
                hostileText(random),
                name,
                hostileText(random),
                hostileText(random),
                hostileText(random),
                numbers,
                null);
    }

    private static final List<NumberType> TYPES = List.of(NumberType.values());

    private static final List<String> NUMBERS = List.of(
            "+39 06/1234567",
            "06,1234567",
            "(06) 123 4567",
            "0039 333 1234567",
            "201",
            "+1 (202) 555-0100",
            "-06 1234567",
            "06.123.4567",
            "030/123/4567",
            "333 1234567",
            "06 12345678 int. 9");

    private static String hostileText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
        return TextCell.clean(text.toString());
    }

    private CsvText readBack() throws IOException {
        return CsvText.read(folder, export("", false));
    }

    private String export(String owner, boolean mark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CsvExport(ITALY, owner, mark).write(book, bytes);
        return bytes.toString(UTF_8);
    }

    private void put(String owner, String first, String last, String company, TypedNumber... numbers) {
        String id = "row" + book.contacts().size();
        book.put(new Contact("customers", id, owner, first, last, company, "", "", List.of(numbers), null), 20);
    }

    private static TypedNumber number(NumberType type, String typed) {
        PhoneNumber number = PhoneCell.read(typed, ITALY);
        if (number == null) throw new AssertionError(typed);
        return new TypedNumber(type, number, typed);
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("no space left");
        }
    }
}
