package io.rubrica.directory.source.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Cuts one record at a time into its cells; the records are such as {@link RecordScanner} finds. */
final class CellParser {
    private final CSVFormat format;
    private Feed feed = new Feed();
    private @Nullable Iterator<CSVRecord> records;

    CellParser(char separator) {
        // Empty lines are the scanner's matter; here they would break "one record in, one record out".
        format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(false)
                .get();
    }

    /** The cells of a record, or null when the parser refuses it; the next record is read all the same. */
    String @Nullable [] cells(String record) {
        try {
            if (records == null) records = format.parse(feed).iterator();
            feed.give(record);
            return records.next().values();
        } catch (IOException | UncheckedIOException | IllegalStateException | NoSuchElementException refused) {
            // The scanner lets only sound records through; should they ever disagree, the row is lost, not the file.
            feed = new Feed();
            records = null;
            return null;
        }
    }

    /** A reader that holds one record; one parser, with its buffers, then serves a whole file. */
    private static final class Feed extends Reader {
        private String text = "";
        private int at;

        void give(String record) {
            text = record + '\n';
            at = 0;
        }

        @Override
        public int read(char[] into, int offset, int length) {
            if (at == text.length()) return -1;
            int count = Math.min(length, text.length() - at);
            text.getChars(at, at + count, into, offset);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
