/**
 * Contacts from and to CSV files. Enter through {@link CsvSource} and {@link CsvExport}. Knows columns,\n * separators and character sets; does not know the phonebook's files.
 */
@NullMarked
package io.rubrica.directory.source.csv;

import org.jspecify.annotations.NullMarked;
