package io.rubrica.proxy.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
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
                "answered",
                "named",
                200,
                Duration.ofMillis(1_260),
                Duration.ofSeconds(75),
                "a1@trunk.example");
        assertEquals(
                "call in from=carrier to=office caller=+12025550… called=201 outcome=answered reason=named status=200"
                        + " ringing=1.2s talking=75.0s id=a1@trunk.example",
                EventLog.line(event));
    }

    @Test
    void what_comes_from_the_network_cannot_write_lines_or_words_of_its_own() {
        CallEvent event = new CallEvent(
                "in",
                "carrier",
                "",
                "",
                "1\r\ncall in outcome=answered\u001b[2J",
                "rejected",
                "privacy",
                404,
                Duration.ZERO,
                Duration.ZERO,
                "x".repeat(1_000));
        String line = EventLog.line(event);
        assertTrue(line.contains(" caller=- called=1__call_in_outcome_answered_… outcome=rejected "), line);
        assertTrue(line.endsWith(" id=" + "x".repeat(128)), line);
    }

    @Test
    void lines_are_dropped_and_counted_when_the_log_is_slow() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LoggerContext context = new LoggerContext();
        AppenderBase<ILoggingEvent> slow = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                busy.countDown();
                try {
                    release.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        slow.setContext(context);
        slow.start();
        DroppingAppender appender = new DroppingAppender();
        appender.setContext(context);
        appender.setQueueSize(4);
        appender.addAppender(slow);
        appender.start();
        long before = EventLog.dropped();
        appender.doAppend(new LoggingEvent());
        busy.await();
        for (int i = 0; i < 10; i++) appender.doAppend(new LoggingEvent());
        assertEquals(before + 6, EventLog.dropped());
        release.countDown();
        appender.stop();
    }
}
