package io.rubrica.directory.sync;

import io.rubrica.directory.source.Source.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far a reading is, for the one who waits: a bar that redraws itself on a terminal, a plain line every ten seconds
 * elsewhere. For one thread.
 */
public final class ProgressBar implements Progress, AutoCloseable {
    private static final int WIDTH = 24;
    private static final long REDRAW = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LINE = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream out;
    private final boolean terminal;
    private final String label;
    private final LongSupplier nanoTime;
    private final long began;
    private long shownAt;
    private int shownLength;
    private boolean shown;
    private long contacts;

    /**
     * A bar at its beginning.
     *
     * @param out where it is drawn
     * @param terminal whether that is a terminal, on which a line can be drawn over
     * @param label what is being read
     * @param nanoTime a clock that only goes forward, such as {@code System::nanoTime}
     */
    public ProgressBar(PrintStream out, boolean terminal, String label, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.label = label;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.shownAt = began;
    }

    @Override
    public void at(long done, long total) {
        long now = nanoTime.getAsLong();
        boolean due = now - shownAt >= (terminal ? REDRAW : LINE) || (terminal && !shown);
        if (!due) return;
        shownAt = now;
        shown = true;
        String text = text(done, total, (now - began) / 1e9);
        if (terminal) redraw(text);
        else out.println(text);
    }

    @Override
    public void at(long done, long total, long contacts) {
        this.contacts = contacts;
        at(done, total);
    }

    /** Clears the bar and, where one was shown, leaves one line that says what was read. */
    @Override
    public void close() {
        if (!shown) return;
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        String text = String.format(
                Locale.ROOT, "%s: %,d contacts in %.1f s (%,d a second)", label, contacts, seconds, rate(seconds));
        if (terminal) redraw(text);
        else out.print(text);
        out.println();
        shown = false;
    }

    private String text(long done, long total, double seconds) {
        String counted = String.format(Locale.ROOT, "%,d contacts, %,d a second", contacts, rate(seconds));
        if (total <= 0) return label + "  " + counted;
        double part = Math.min(1, (double) done / total);
        String left = part > 0 ? String.format(Locale.ROOT, ", %.0f s left", seconds / part - seconds) : "";
        int filled = (int) (part * WIDTH);
        String bar = terminal ? "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " : "";
        return String.format(Locale.ROOT, "%s  %s%3d %%  %s%s", label, bar, (int) (part * 100), counted, left);
    }

    private long rate(double seconds) {
        return seconds > 0 ? Math.round(contacts / seconds) : 0;
    }

    private void redraw(String text) {
        // Blanks over what was longer before: every terminal understands them.
        out.print("\r" + text + " ".repeat(Math.max(0, shownLength - text.length())));
        out.flush();
        shownLength = text.length();
    }
}
