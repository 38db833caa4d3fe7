package io.rubrica.directory.source.csv;

/** The phonebook as a CSV file. */
public final class CsvExport {
    private CsvExport() {}
}
