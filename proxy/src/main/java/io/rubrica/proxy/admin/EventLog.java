package io.rubrica.proxy.admin;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.rubrica.proxy.call.CallEvent;
import io.rubrica.proxy.call.CallEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each call, written beside the call path: when the log is slow, lines are dropped and counted. */
public final class EventLog implements CallEvents {
    private static final Logger LOG = LoggerFactory.getLogger("rubrica.calls");
    private static final int LONGEST_TEXT = 128;
    private static final int SHOWN_IN_FULL = 5;
    private static final int HIDDEN = 3;

    /** Writes a call's line; never waits. */
    @Override
    public void ended(CallEvent event) {
        if (LOG.isInfoEnabled()) LOG.info(line(event));
    }

    /** How many lines were dropped because the log could not keep up. */
    public static long dropped() {
        return DroppingAppender.dropped();
    }

    /** Keeps call lines from being written, for a command that shows calls itself. */
    public static void silence(boolean silent) {
        if (LOG instanceof ch.qos.logback.classic.Logger logger) logger.setLevel(silent ? Level.OFF : Level.INFO);
    }

    /** Writes what still waits; nothing is written after this. */
    public static void finish() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) context.stop();
    }

    static String line(CallEvent event) {
        StringBuilder line = new StringBuilder(192).append("call ").append(event.direction());
        word(line, "trunk", event.trunk());
        word(line, "pbx", event.pbx());
        word(line, "caller", shortened(event.caller()));
        word(line, "called", shortened(event.called()));
        word(line, "outcome", event.outcome().word());
        line.append(" status=").append(event.status());
        word(line, "naming", event.naming());
        word(line, "rule", event.rule());
        word(line, "source", event.source());
        seconds(line, "setup", event.setupMilliseconds());
        seconds(line, "talk", event.talkMilliseconds());
        return line.toString();
    }

    /** A number without its last digits, so that a log tells calls apart but is no list of people's numbers. */
    static String shortened(String number) {
        boolean isNumber = number.startsWith("+") || number.chars().allMatch(each -> each >= '0' && each <= '9');
        if (!isNumber || number.length() <= SHOWN_IN_FULL) return number;
        return number.substring(0, number.length() - HIDDEN) + "…";
    }

    // The texts come from the network: nothing in them may end the line, steer a terminal, or look like a further word.
    private static void word(StringBuilder line, String name, String text) {
        line.append(' ').append(name).append('=');
        if (text.isEmpty()) line.append('-');
        int end = Math.min(text.length(), LONGEST_TEXT);
        for (int i = 0; i < end; i++) {
            char each = text.charAt(i);
            boolean plain = (each > ' ' && each < 0x7f && each != '"' && each != '=') || each == '…';
            line.append(plain ? each : '_');
        }
    }

    private static void seconds(StringBuilder line, String name, long milliseconds) {
        long tenths = milliseconds / 100;
        line.append(' ')
                .append(name)
                .append('=')
                .append(tenths / 10)
                .append('.')
                .append(tenths % 10)
                .append('s');
    }
}
