package io.rubrica.directory.source.csv;

import io.rubrica.directory.settings.Default;
import java.nio.file.Path;

/**
 * One CSV file as a source.
 *
 * @param file the file; relative to the configuration's folder
 * @param owner the extension whose personal contacts these are; empty: the company's
 * @param country whose rules read the numbers (ISO 3166, two letters); empty: the general one
 * @param precedence its rank among company sources: the lower wins
 */
public record CsvSettings(
        Path file,
        @Default("") String owner,
        @Default("") String country,
        @Default("20") int precedence) {}
