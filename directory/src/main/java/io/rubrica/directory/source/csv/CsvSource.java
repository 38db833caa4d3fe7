package io.rubrica.directory.source.csv;

/** Contacts from a CSV file. */
public final class CsvSource {
    private CsvSource() {}
}
