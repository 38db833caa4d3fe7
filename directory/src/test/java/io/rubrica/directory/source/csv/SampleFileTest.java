package io.rubrica.directory.source.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.TypedNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleFileTest {
    private static final Path SAMPLE = Path.of("..", "deploy", "contacts.csv");

    @Test
    void the_sample_has_twenty_contacts_no_problems_and_uses_every_column() throws IOException {
        CsvText sample = CsvText.read(CsvText.source(SAMPLE, ""));
        assertEquals(List.of(), sample.problems());
        assertEquals(20, sample.contacts().size());
        Set<NumberType> types = EnumSet.noneOf(NumberType.class);
        for (Contact contact : sample.contacts()) for (TypedNumber number : contact.numbers()) types.add(number.type());
        assertEquals(EnumSet.allOf(NumberType.class), types);
    }

    @Test
    void the_samples_numbers_are_international_or_extensions() throws IOException {
        List<String> others = CsvText.read(CsvText.source(SAMPLE, "")).contacts().stream()
                .flatMap(contact -> contact.numbers().stream())
                .map(TypedNumber::number)
                .filter(number -> !number.isInternational())
                .map(PhoneNumber::toString)
                .toList();
        assertEquals(List.of("201"), others);
    }
}
