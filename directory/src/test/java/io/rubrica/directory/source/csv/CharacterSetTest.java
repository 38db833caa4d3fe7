package io.rubrica.directory.source.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterSetTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String LATIN = "Nome;Cognome;Azienda\nZoë;Müller;Łódź & 東京\n";
    private static final String WESTERN = "Nome;Cognome;Azienda\nZoë;Müller;Œuvre – 5 €\n";

    @TempDir
    Path folder;

    @Test
    void utf_8_without_a_mark() throws IOException {
        assertReads(LATIN, LATIN.getBytes(UTF_8));
    }

    @Test
    void utf_8_with_a_mark() throws IOException {
        assertReads(LATIN, ("\ufeff" + LATIN).getBytes(UTF_8));
    }

    @Test
    void utf_16_with_a_mark() throws IOException {
        assertReads(LATIN, ("\ufeff" + LATIN).getBytes(UTF_16LE));
        assertReads(LATIN, ("\ufeff" + LATIN).getBytes(UTF_16BE));
    }

    @Test
    void utf_16_without_a_mark() throws IOException {
        assertReads(LATIN, LATIN.getBytes(UTF_16LE));
        assertReads(LATIN, LATIN.getBytes(UTF_16BE));
    }

    @Test
    void windows_1252() throws IOException {
        assertReads(WESTERN, WESTERN.getBytes(WINDOWS_1252));
    }

    @Test
    void a_first_umlaut_far_down_the_file_still_decides() throws IOException {
        String text = "Nome\n" + "Ada\n".repeat(100_000) + "Jürgen\n";
        List<String> names = CsvText.read(folder, text.getBytes(WINDOWS_1252)).contacts().stream()
                .map(contact -> contact.firstName())
                .toList();
        assertEquals("Jürgen", names.get(100_000));
    }

    @Test
    void one_foreign_row_does_not_spoil_a_file_of_good_umlauts() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Nome\nZoë\nJürgen\n".getBytes(UTF_8));
        bytes.writeBytes("Ånders\n".getBytes(WINDOWS_1252));
        CsvText text = CsvText.read(folder, bytes.toByteArray());
        assertEquals("Zoë", text.contacts().get(0).firstName());
        assertEquals("\ufffdnders", text.contacts().get(2).firstName());
        assertEquals(List.of("line 4 has bytes that are not UTF-8, as the rest of the file is"), text.problems());
    }

    @Test
    void a_character_across_two_buffers_is_whole() {
        byte[] bytes = "東é😀".getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Utf8Check check = new Utf8Check();
            byte[] rest = java.util.Arrays.copyOfRange(bytes, cut, bytes.length);
            check.take(bytes, cut);
            check.take(rest, rest.length);
            check.end();
            assertEquals(3, check.good());
            assertEquals(0, check.bad());
        }
    }

    @Test
    void what_utf_8_forbids_is_counted() {
        for (int[] forbidden : List.of(
                new int[] {0xc0, 0x80},
                new int[] {0xed, 0xa0, 0x80},
                new int[] {0xf5, 0x80},
                new int[] {0xe4, 'a'},
                new int[] {0x80},
                new int[] {0xe2, 0x82})) {
            byte[] bytes = new byte[forbidden.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) forbidden[i];
            Utf8Check check = new Utf8Check();
            check.take(bytes, bytes.length);
            check.end();
            assertEquals(0, check.good());
            assertEquals(true, check.bad() > 0);
        }
    }

    private void assertReads(String expected, byte[] bytes) throws IOException {
        String[] row = expected.split("[\n]")[1].split(";");
        CsvText text = CsvText.read(folder, bytes);
        assertEquals(row[0], text.only().firstName());
        assertEquals(row[1], text.only().lastName());
        assertEquals(row[2], text.only().company());
        assertEquals(List.of(), text.problems());
    }
}
