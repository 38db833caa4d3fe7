package io.rubrica.proxy.admin;

import io.rubrica.proxy.call.CallEvent;
import io.rubrica.proxy.call.CallEvents;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * One line for each call, in the order in which calls end. A thread beside the call path writes what has gathered, ten
 * times a second, so that a line costs a busy machine next to nothing; when the reader of the log is slow, lines are
 * dropped and counted.
 */
public final class EventLog implements CallEvents, AutoCloseable {
    private static final int MOST_WAITING = 50_000;
    private static final long BETWEEN_WRITES = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LONGEST_TEXT = 128;
    private static final int SHOWN_IN_FULL = 5;
    private static final int HIDDEN = 3;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private static volatile boolean silent;

    /** A call and when it ended, in milliseconds since 1970. */
    private record Ended(CallEvent call, long at) {}

    private final Queue<Ended> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final PrintStream out;
    private final Clock clock;
    private final Thread writer = new Thread(this::writeOnAndOn, "call log");
    private volatile boolean closed;
    private long lastSecond = -1;
    private String lastSecondText = "";

    public EventLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes a call's line; never waits. */
    @Override
    public void ended(CallEvent event) {
        if (silent) return;
        if (waitingCount.get() >= MOST_WAITING) {
            dropped.increment();
            return;
        }
        waitingCount.incrementAndGet();
        waiting.add(new Ended(event, clock.millis()));
    }

    /** How many lines were dropped because the log could not keep up. */
    public long dropped() {
        return dropped.sum();
    }

    /** Keeps call lines from being written, for a command that shows calls itself. */
    public static void silence(boolean quiet) {
        silent = quiet;
    }

    /** Writes what still waits; nothing is written after this. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOnAndOn() {
        while (!closed) {
            LockSupport.parkNanos(BETWEEN_WRITES);
            writeWaiting();
        }
        writeWaiting();
    }

    private void writeWaiting() {
        StringBuilder lines = new StringBuilder();
        for (Ended next = waiting.poll(); next != null; next = waiting.poll()) {
            waitingCount.decrementAndGet();
            time(lines, next.at());
            line(lines, next.call());
            lines.append('\n');
        }
        if (lines.length() == 0) return;
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private void time(StringBuilder line, long at) {
        long second = Math.floorDiv(at, 1000L);
        if (second != lastSecond) {
            lastSecond = second;
            lastSecondText = SECOND.format(Instant.ofEpochSecond(second));
        }
        long milliseconds = at - second * 1000;
        line.append(lastSecondText).append('.');
        if (milliseconds < 100) line.append('0');
        if (milliseconds < 10) line.append('0');
        line.append(milliseconds).append(' ');
    }

    static String line(CallEvent event) {
        StringBuilder line = new StringBuilder(192);
        line(line, event);
        return line.toString();
    }

    private static void line(StringBuilder line, CallEvent event) {
        line.append("call ").append(event.direction());
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
        // Worth a word only where it was not plain sailing.
        if (event.tries() > 1) line.append(" tries=").append(event.tries());
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
