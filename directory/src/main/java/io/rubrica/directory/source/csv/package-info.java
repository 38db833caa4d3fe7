/**
 * Contacts from and to CSV files. Enter through {@link CsvSource} and {@link CsvExport}. Knows columns, separators and
 * character sets; does not know the phonebook's files, nor when a file is read.
 */
@NullMarked
package io.rubrica.directory.source.csv;

import org.jspecify.annotations.NullMarked;
