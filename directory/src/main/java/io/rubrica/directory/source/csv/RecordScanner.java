package io.rubrica.directory.source.csv;

import io.rubrica.directory.source.csv.LineReader.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers lines into records. A stray quote costs its own line only: when the quoted cell does not end within
 * bounds, that line is given up and reading goes on with the next.
 */
final class RecordScanner {
    /** How many lines one record may have; bounds what a stray quote makes us read twice. */
    static final int MAX_LINES = 200;

    /** What stands in the file. */
    sealed interface Found {
        /** The line it begins in, counted from 1. */
        long line();

        /** A record that the parser will accept, without its last line end. */
        record Whole(long line, String text) implements Found {}

        /** A line that belongs to no record. */
        record Broken(long line, String reason) implements Found {}
    }

    private final LineReader lines;
    private final char separator;
    private final Deque<Line> again = new ArrayDeque<>();

    RecordScanner(LineReader lines, char separator) {
        this.lines = lines;
        this.separator = separator;
    }

    /** Makes a line the next one to be read. */
    void putBack(Line line) {
        again.addFirst(line);
    }

    /** The next record or broken line, blank lines passed over; null at the end. */
    @Nullable
    Found next() throws IOException {
        Line line = nextLine();
        while (line != null && line.isBlank()) line = nextLine();
        if (line == null) return null;
        if (line.tooLong())
            return new Found.Broken(line.number(), "is longer than " + LineReader.LIMIT + " characters");
        QuoteScan scan = new QuoteScan(separator);
        return switch (scan.follow(line.text())) {
            case WHOLE -> new Found.Whole(line.number(), line.text());
            case BROKEN -> brokenQuote(line);
            case OPEN -> gather(line, scan);
        };
    }

    private Found gather(Line first, QuoteScan scan) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        List<Line> taken = new ArrayList<>();
        while (taken.size() < MAX_LINES - 1) {
            Line line = nextLine();
            if (line == null) break;
            taken.add(line);
            if (line.tooLong() || text.length() + line.text().length() >= LineReader.LIMIT) break;
            text.append('\n').append(line.text());
            QuoteScan.Verdict verdict = scan.follow(line.text());
            if (verdict == QuoteScan.Verdict.WHOLE) return new Found.Whole(first.number(), text.toString());
            if (verdict == QuoteScan.Verdict.BROKEN) break;
        }
        for (int i = taken.size() - 1; i >= 0; i--) again.addFirst(taken.get(i));
        return brokenQuote(first);
    }

    private static Found brokenQuote(Line line) {
        return new Found.Broken(
                line.number(),
                "has a quote that is not closed, or closed in the middle of a cell; the line is left out");
    }

    private @Nullable Line nextLine() throws IOException {
        Line waiting = again.pollFirst();
        return waiting != null ? waiting : lines.next();
    }
}
