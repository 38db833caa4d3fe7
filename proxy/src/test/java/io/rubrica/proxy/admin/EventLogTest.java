package io.rubrica.proxy.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import io.rubrica.proxy.call.CallEvent;
import io.rubrica.proxy.call.Outcome;
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
                75_000);
        assertEquals(
                "call in trunk=carrier pbx=office caller=+12025550… called=201 outcome=answered status=200 naming=named"
                        + " rule=exact source=customers setup=1.2s talk=75.0s",
                EventLog.line(event));
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
                0);
        String line = EventLog.line(event);
        assertTrue(line.contains(" caller=anonymous called=1__call_in_outcome_answered_[2Jxxx"), line);
        assertTrue(line.contains("xxx outcome=rejected status=404 naming=privacy rule=- source=- "), line);
        assertTrue(line.length() < 300, line);
    }

    @Test
    void lines_are_dropped_and_counted_when_the_log_is_slow() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
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
        Logger log = context.getLogger("test");
        log.addAppender(appender);
        long before = EventLog.dropped();
        log.info("the one that keeps the log busy");
        busy.await();
        for (int i = 0; i < 10; i++) log.info("line {}", i);
        assertEquals(before + 6, EventLog.dropped());
        release.countDown();
        appender.stop();
    }
}
