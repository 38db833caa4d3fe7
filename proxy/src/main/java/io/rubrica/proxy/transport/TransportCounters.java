package io.rubrica.proxy.transport;

import java.util.concurrent.atomic.LongAdder;

/** What the sockets count. */
public final class TransportCounters {
    public final LongAdder received = new LongAdder();
    public final LongAdder receivedBytes = new LongAdder();
    public final LongAdder sent = new LongAdder();
    public final LongAdder strangers = new LongAdder();
    public final LongAdder sendFailures = new LongAdder();
    /** Messages that made our own code fail; the process lives on. */
    public final LongAdder faults = new LongAdder();
}
