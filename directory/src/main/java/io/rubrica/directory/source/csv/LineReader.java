package io.rubrica.directory.source.csv;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of a file, one at a time, however they end; one that is too long is cut off and marked. */
final class LineReader {
    /** The longest line and the longest record, in characters. */
    static final int LIMIT = 64 * 1024;

    /**
     * One line.
     *
     * @param number counted from 1
     * @param tooLong whether it was longer than {@link #LIMIT}; its text is then empty
     */
    record Line(long number, String text, boolean tooLong) {
        boolean isBlank() {
            return !tooLong && text.isBlank();
        }
    }

    private final Reader in;
    private final char[] buffer = new char[16 * 1024];
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int end;
    private long number;
    private boolean afterReturn;

    LineReader(Reader in) {
        this.in = in;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        text.setLength(0);
        boolean any = false;
        boolean tooLong = false;
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') at++;
            boolean ended = at < end;
            boolean secondHalf = ended && buffer[at] == '\n' && afterReturn && !any && from == at;
            if (ended) {
                afterReturn = buffer[at] == '\r';
                at++;
            } else {
                afterReturn = false;
            }
            if (secondHalf) continue;
            any = true;
            int length = at - from - (ended ? 1 : 0);
            if (text.length() + length > LIMIT) tooLong = true;
            else text.append(buffer, from, length);
            if (ended) break;
        }
        if (!any) return null;
        return new Line(++number, tooLong ? "" : harmless(), tooLong);
    }

    private String harmless() {
        String line = text.toString();
        // The parser keeps U+FFFE for itself; neither it nor NUL belongs in a text.
        if (line.indexOf('\0') >= 0 || line.indexOf('\ufffe') >= 0)
            return line.replace("\0", "").replace('\ufffe', '\ufffd');
        return line;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
