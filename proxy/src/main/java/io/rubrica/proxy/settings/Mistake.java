package io.rubrica.proxy.settings;

import java.util.Comparator;

/**
 * Something in a settings file that must be mended before it can be used.
 *
 * @param line where, from 1; 0 when it concerns the file as a whole
 * @param message one sentence for the operator; never holds a secret
 */
public record Mistake(int line, String message) implements Comparable<Mistake> {
    private static final Comparator<Mistake> IN_READING_ORDER =
            Comparator.comparingInt(Mistake::line).thenComparing(Mistake::message);

    @Override
    public int compareTo(Mistake other) {
        return IN_READING_ORDER.compare(this, other);
    }
}
