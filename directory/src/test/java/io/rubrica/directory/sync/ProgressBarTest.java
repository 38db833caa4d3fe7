package io.rubrica.directory.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    @Test
    void a_terminal_gets_a_bar_that_is_drawn_over() {
        ProgressBar bar = bar(true);
        seconds(2);
        bar.at(25, 100, 50_000);
        assertEquals(
                "\rcustomers  [######------------------]  25 %  50,000 contacts, 25,000 a second, 6 s left", text());
        seconds(6);
        bar.at(100, 100, 200_000);
        bar.close();
        assertEquals(
                "customers: 200,000 contacts in 8.0 s (25,000 a second)",
                text().substring(text().lastIndexOf('\r') + 1).strip());
        assertEquals('\n', text().charAt(text().length() - 1));
    }

    @Test
    void the_last_line_covers_what_was_there() {
        ProgressBar bar = bar(true);
        seconds(2);
        bar.at(25, 100, 50_000);
        int length = text().length() - 1;
        bar.close();
        String last = text().substring(text().lastIndexOf('\r') + 1);
        assertEquals(length, last.length() - System.lineSeparator().length());
    }

    @Test
    void a_bar_is_not_drawn_more_often_than_eyes_can_follow() {
        ProgressBar bar = bar(true);
        for (int i = 0; i < 1_000; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(1);
            bar.at(i, 1_000, i);
        }
        assertEquals(10, text().chars().filter(c -> c == '\r').count());
    }

    @Test
    void a_log_gets_a_line_every_ten_seconds() {
        ProgressBar bar = bar(false);
        for (int i = 1; i <= 25; i++) {
            seconds(1);
            bar.at(i, 50, i * 1_000L);
        }
        bar.close();
        assertEquals("""
                customers   20 %  10,000 contacts, 1,000 a second, 40 s left
                customers   40 %  20,000 contacts, 1,000 a second, 30 s left
                customers: 25,000 contacts in 25.0 s (1,000 a second)
                """, text().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void a_short_reading_leaves_a_log_alone() {
        ProgressBar bar = bar(false);
        seconds(1);
        bar.at(10, 10, 10);
        bar.close();
        assertEquals("", text());
    }

    @Test
    void a_total_that_nobody_knows_gives_no_percentage() {
        ProgressBar bar = bar(true);
        seconds(1);
        bar.at(10, -1, 10);
        assertEquals("\rcustomers  10 contacts, 10 a second", text());
    }

    private ProgressBar bar(boolean terminal) {
        return new ProgressBar(out, terminal, "customers", () -> now);
    }

    private void seconds(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
