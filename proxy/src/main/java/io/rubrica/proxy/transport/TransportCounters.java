package io.rubrica.proxy.transport;

import java.util.concurrent.atomic.LongAdder;

/** What the sockets of one transport count. */
public final class TransportCounters {
    public final LongAdder received = new LongAdder();
    public final LongAdder receivedBytes = new LongAdder();
    public final LongAdder sent = new LongAdder();
    public final LongAdder sentBytes = new LongAdder();
    /** Datagrams, or connections, from addresses that are nobody's. */
    public final LongAdder strangers = new LongAdder();

    public final LongAdder sendFailures = new LongAdder();
    /** Messages that made our own code fail; the process lives on. */
    public final LongAdder faults = new LongAdder();

    /** Connections that are open or being opened now. */
    public final LongAdder connections = new LongAdder();
    /** Connections that peers opened. */
    public final LongAdder accepted = new LongAdder();
    /** Connections of known peers that were one too many. */
    public final LongAdder refused = new LongAdder();
    /** Connections that we opened. */
    public final LongAdder opened = new LongAdder();
    /** Connections that we could not open. */
    public final LongAdder unreachable = new LongAdder();
    /** Connections closed because what came was no stream of messages, or came too slowly. */
    public final LongAdder broken = new LongAdder();
    /** Connections closed because the peer no longer answered or no longer read. */
    public final LongAdder dead = new LongAdder();

    public final LongAdder handshakeFailures = new LongAdder();
}
