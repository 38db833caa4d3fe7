package io.rubrica.directory.source.csv;

import io.rubrica.directory.source.Source.Problem;
import java.util.ArrayList;
import java.util.List;

/** What was dropped: all of it counted, the first thousand kept. */
final class Problems {
    private static final int KEPT = 1_000;
    private static final int QUOTED = 40;

    private final List<Problem> first = new ArrayList<>();
    private long count;

    void add(long line, String reason) {
        count++;
        if (first.size() < KEPT) first.add(new Problem("line " + line, reason));
    }

    List<Problem> first() {
        return List.copyOf(first);
    }

    long count() {
        return count;
    }

    /** The first of them, in words. */
    @Override
    public String toString() {
        return first.isEmpty()
                ? "no problem"
                : first.get(0).place() + " " + first.get(0).reason();
    }

    /** A piece of the file for a message: short, and harmless on a terminal. */
    static String quote(String piece) {
        String harmless = TextCell.clean(piece.length() > QUOTED ? piece.substring(0, QUOTED) : piece);
        return "'" + harmless + (piece.length() > QUOTED ? "...'" : "'");
    }
}
