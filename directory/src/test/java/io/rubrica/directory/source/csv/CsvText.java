package io.rubrica.directory.source.csv;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.TypedNumber;
import io.rubrica.directory.source.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that was read.
 *
 * @param contacts the contacts, in the file's order
 */
record CsvText(List<Contact> contacts, Source.Reading reading) {
    static CsvText read(Path folder, String text) throws IOException {
        return read(folder, text, StandardCharsets.UTF_8);
    }

    static CsvText read(Path folder, String text, Charset charset) throws IOException {
        return read(folder, text.getBytes(charset));
    }

    static CsvText read(Path folder, byte[] bytes) throws IOException {
        Path file = folder.resolve("contacts.csv");
        Files.write(file, bytes);
        return read(source(file, ""));
    }

    static CsvText read(Source source) throws IOException {
        List<Contact> contacts = new ArrayList<>();
        Source.Reading reading = source.read(contacts::add, Source.Progress.NONE);
        return new CsvText(contacts, reading);
    }

    static CsvSource source(Path file, String owner) {
        return new CsvSource("customers", new CsvSettings(file, owner, "IT", 20), NumberPlan.worldwide());
    }

    Contact only() {
        if (contacts.size() != 1) throw new AssertionError("one contact expected: " + contacts + reading.problems());
        return contacts.get(0);
    }

    /** The numbers of the only contact that have this type, as they were typed. */
    List<String> typed(NumberType type) {
        return only().numbers().stream()
                .filter(number -> number.type() == type)
                .map(TypedNumber::typed)
                .toList();
    }

    /** Each problem as one text. */
    List<String> problems() {
        return reading.problems().stream()
                .map(problem -> problem.place() + " " + problem.reason())
                .toList();
    }
}
