package io.rubrica.directory.source.csv;

import io.rubrica.directory.source.csv.LineReader.Line;
import io.rubrica.directory.source.csv.RecordScanner.Found;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The rows of a file as cells; what is no row is reported and passed over. */
final class Rows {
    private final RecordScanner records;
    private final CellParser parser;
    private final Problems problems;
    private final boolean spoiled;
    private long line;

    private Rows(RecordScanner records, CellParser parser, Problems problems, boolean spoiled) {
        this.records = records;
        this.parser = parser;
        this.problems = problems;
        this.spoiled = spoiled;
    }

    /**
     * Finds the separator in the first line and stands before the first row.
     *
     * @param spoiled whether rows with U+FFFD, which stands for bytes that are no text, are to be reported
     * @throws IOException when there is no line
     */
    static Rows of(Reader text, Problems problems, boolean spoiled) throws IOException {
        LineReader lines = new LineReader(text);
        Line first = afterBlanks(lines);
        Character announced = first == null ? null : Separator.announced(first.text());
        if (announced != null) first = afterBlanks(lines);
        if (first == null) throw new IOException("it is empty: it has not even a header");
        char separator = announced != null ? announced : Separator.of(first.text());
        RecordScanner records = new RecordScanner(lines, separator);
        records.putBack(first);
        return new Rows(records, new CellParser(separator), problems, spoiled);
    }

    /** The next row's cells, or null at the end. */
    String @Nullable [] next() throws IOException {
        for (Found found = records.next(); found != null; found = records.next()) {
            line = found.line();
            if (found instanceof Found.Broken broken) {
                problems.add(line, broken.reason());
            } else if (found instanceof Found.Whole whole) {
                if (spoiled && whole.text().indexOf('\ufffd') >= 0)
                    problems.add(line, "has bytes that are not UTF-8, as the rest of the file is");
                String[] cells = parser.cells(whole.text());
                if (cells != null) return cells;
                problems.add(line, "cannot be cut into cells; the row is left out");
            }
        }
        return null;
    }

    /** The line in which the last row begins, counted from 1. */
    long line() {
        return line;
    }

    private static @Nullable Line afterBlanks(LineReader lines) throws IOException {
        Line line = lines.next();
        while (line != null && line.isBlank()) line = lines.next();
        return line;
    }
}
