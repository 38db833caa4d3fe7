package io.rubrica.proxy.admin;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.LongAdder;

/** Hands lines to another thread and never waits for it: a line that finds the queue full is dropped and counted. */
public final class DroppingAppender extends AsyncAppender {
    // Static because logback builds the appender, and metrics ask for the count.
    private static final LongAdder DROPPED = new LongAdder();

    public DroppingAppender() {
        setNeverBlock(true);
        setDiscardingThreshold(0);
        setQueueSize(8192);
    }

    static long dropped() {
        return DROPPED.sum();
    }

    @Override
    protected void put(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) DROPPED.increment();
        else super.put(event);
    }
}
