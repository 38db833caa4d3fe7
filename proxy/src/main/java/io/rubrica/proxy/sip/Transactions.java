package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/**
 * The transactions of one event loop, those that peers began and those that we did, with the clock and the writer that they
 * share (RFC 3261, section 17; RFC 6026). One thread alone comes here.
 */
public final class Transactions {
    final ServerTransactions servers;
    final ClientTransactions clients;
    private final MessageWriter writer = new MessageWriter();
    private final Ids ids;
    private final LongSupplier clock;
    private final TimerWheel wheel;

    /** @param clock milliseconds on a steady clock */
    public Transactions(TransactionUser user, Ids ids, SipCounters counters, LongSupplier clock) {
        this.ids = ids;
        this.clock = clock;
        wheel = new TimerWheel(clock.getAsLong());
        servers = new ServerTransactions(this, user, ids, counters);
        clients = new ClientTransactions(this, user, ids, counters);
    }

    /** The writer that every message of this loop is put together in; good until the next message. */
    public MessageWriter writer() {
        return writer;
    }

    /** The wheel, for timers that belong to no transaction. */
    public TimerWheel wheel() {
        return wheel;
    }

    public long now() {
        return clock.getAsLong();
    }

    /** How many transactions there are, lingering ones included. */
    public int size() {
        return servers.size() + clients.size();
    }

    /** Fires the timers that are due. */
    public void tick() {
        wheel.advance(now());
    }

    /** Takes a message in which no flaw was found. */
    public void received(WireMessage message, InetSocketAddress source, Listener on) {
        if (message.isRequest()) {
            if (message.via.alias) alias(message.via, source, on);
            servers.received(message, source, on);
        } else clients.received(message, source, on);
    }

    private static void alias(TopVia via, InetSocketAddress source, Listener on) {
        on.alias(source, via.port < 0 ? on.transport().defaultPort() : via.port);
    }

    /** Answers a request that is not worth a transaction: the same each time it comes (RFC 3261, 8.2.7). */
    public void refuse(WireMessage request, InetSocketAddress source, Listener on, int status, String phrase) {
        servers.refuse(request, source, on, status, phrase);
    }

    /** Forgets a request that gets no answer at all. */
    public void end(ServerTransaction transaction) {
        servers.end(transaction);
    }

    /** A fresh id for {@link #via} and {@link #send}. */
    public long newId() {
        return ids.nextEven();
    }

    /** Writes the Via line of a request. */
    public void via(MessageWriter out, Listener on, long id) {
        out.put(VIA).put(on.sentBy()).put(BRANCH).hex(id).crlf();
    }

    private static final byte[] VIA = Ascii.bytes("Via: ");
    private static final byte[] BRANCH = Ascii.bytes(";branch=" + Ids.COOKIE);

    /** Sends the request that stands whole in the writer, under the id that its branch was written with. */
    public ClientTransaction send(long id, Method method, MessageWriter request, Hop hop, ClientTransaction.User user) {
        return clients.send(id, method, request, hop, user);
    }
}
