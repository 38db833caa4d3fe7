package io.rubrica.proxy.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.call.CallEvent;
import io.rubrica.proxy.call.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLogTest {
    @Test
    void a_call_is_one_line() {
        CallEvent event = new CallEvent(
                "in",
                "carrier",
                "office",
                "+12025550100",
                "201",
                Outcome.ANSWERED,
                200,
                "named",
                "exact",
                "customers",
                1_260,
                75_000,
                1);
        assertEquals(
                "call in trunk=carrier pbx=office caller=+12025550… called=201 outcome=answered status=200 naming=named"
                        + " rule=exact source=customers setup=1.2s talk=75.0s",
                EventLog.line(event));
    }

    @Test
    void a_call_that_had_to_try_further_targets_says_how_many() {
        CallEvent event = new CallEvent(
                "in", "trunk", "pbx", "1", "2", Outcome.ANSWERED, 200, "named", "exact", "customers", 0, 0, 3);
        assertTrue(EventLog.line(event).endsWith(" talk=0.0s tries=3"));
    }

    @Test
    void what_comes_from_the_network_cannot_write_lines_or_words_of_its_own() {
        CallEvent event = new CallEvent(
                "in",
                "carrier",
                "office",
                "anonymous",
                "1\r\ncall in outcome=answered\u001b[2J" + "x".repeat(1_000),
                Outcome.REJECTED,
                404,
                "privacy",
                "",
                "",
                0,
                0,
                1);
        String line = EventLog.line(event);
        assertTrue(line.contains(" caller=anonymous called=1__call_in_outcome_answered_[2Jxxx"), line);
        assertTrue(line.contains("xxx outcome=rejected status=404 naming=privacy rule=- source=- "), line);
        assertTrue(line.length() < 300, line);
    }

    @Test
    void lines_are_dropped_and_counted_when_the_log_is_slow() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) {
                busy.countDown();
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (EventLog log = new EventLog(new PrintStream(slow, false, StandardCharsets.UTF_8), Clock.systemUTC())) {
            log.ended(event("+390655550142", "201"));
            busy.await();
            for (int i = 0; i < 50_006; i++) log.ended(event("+390655550142", "201"));
            assertEquals(6, log.dropped());
            release.countDown();
        }
    }

    @Test
    void what_waits_is_written_before_the_log_closes() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T08:09:10.011Z"), ZoneOffset.UTC);
        try (EventLog log = new EventLog(new PrintStream(written, false, StandardCharsets.UTF_8), clock)) {
            for (int i = 0; i < 1000; i++) log.ended(event("+390655550142", "201"));
        }
        String[] lines = written.toString(StandardCharsets.UTF_8).split("\n", -1);
        assertEquals(1001, lines.length);
        assertTrue(lines[999].contains(":10.011 call in trunk="), lines[999]);
    }

    private static CallEvent event(String caller, String called) {
        return new CallEvent(
                "in", "trunk", "pbx", caller, called, Outcome.ANSWERED, 200, "named", "exact", "customers", 0, 0, 1);
    }
}
