package io.rubrica.proxy.sip;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one event loop: finds the one that a message belongs to, sends again what may have been lost, and
 * gives up in time (RFC 3261, section 17; RFC 6026). One thread alone comes here.
 */
public final class Transactions {
    private static final int FOR_SERVER = 1;
    private static final int FOR_MERGED = 2;

    private final LongObjectHashMap<ServerTransaction> servers = new LongObjectHashMap<>(1024);
    private final LongObjectHashMap<ServerTransaction> merged = new LongObjectHashMap<>(1024);
    private final LongObjectHashMap<ClientTransaction> clients = new LongObjectHashMap<>(1024);
    private final SipHash hash = SipHash.random();
    private final Ids ids;
    private final MessageWriter writer = new MessageWriter();
    private final HopRequests hopRequests = new HopRequests();
    private final LargeRequests largeRequests = new LargeRequests();
    private final WireMessage refused = new WireMessage(HopRequests.MOST_HEADERS);
    private final TransactionUser user;
    private final SipCounters counters;
    private final LongSupplier clock;
    private final TimerWheel wheel;

    /** @param clock milliseconds on a steady clock */
    public Transactions(TransactionUser user, Ids ids, SipCounters counters, LongSupplier clock) {
        this.user = user;
        this.ids = ids;
        this.counters = counters;
        this.clock = clock;
        wheel = new TimerWheel(clock.getAsLong());
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
            request(message, source, on);
        } else response(message, source, on);
    }

    private static void alias(TopVia via, InetSocketAddress source, Listener on) {
        on.alias(source, via.port < 0 ? on.transport().defaultPort() : via.port);
    }

    /** Answers a request that is not worth a transaction: the same each time it comes (RFC 3261, 8.2.7). */
    public void refuse(WireMessage request, InetSocketAddress source, Listener on, int status, String phrase) {
        if (!request.isAnswerable()) {
            counters.unanswerable.increment();
            return;
        }
        Echo echo = Echo.of(request, source, writer);
        byte[] statusLine = Ascii.bytes(status + " " + phrase);
        long tag = hash.of(FOR_SERVER, request.bytes, request.via.branchFrom, request.via.branchTo);
        echo.answer(writer, statusLine, Ids.hex(tag), new byte[0]);
        on.answer(writer.bytes(), 0, writer.length(), source, Echo.replyTo(request, source, on));
    }

    // --- requests

    private void request(WireMessage request, InetSocketAddress source, Listener on) {
        long key = serverKey(request, request.method == Method.ACK ? Method.INVITE : request.method);
        ServerTransaction known = servers.get(key);
        switch (request.method) {
            case ACK -> ack(known, request, source, on);
            case CANCEL -> {
                if (known == null) cancel(request, key, source, on);
                else again(known);
            }
            default -> {
                if (known == null) open(request, key, source, on);
                else again(known);
            }
        }
    }

    private void ack(@Nullable ServerTransaction known, WireMessage ack, InetSocketAddress source, Listener on) {
        if (known == null || known.state == ServerTransaction.State.ACCEPTED) {
            user.ack(ack, source, on);
        } else if (known.state == ServerTransaction.State.COMPLETED) {
            known.state = ServerTransaction.State.CONFIRMED;
            known.last = null;
            lingers(known, Timers.T4);
        }
    }

    private void again(ServerTransaction known) {
        counters.retransmissionsReceived.increment();
        byte[] last = known.last;
        if (last != null) {
            counters.retransmissionsSent.increment();
            known.sendBack(last, last.length);
        } else if (known.isOpen() && known.method == Method.INVITE) {
            trying(known);
        }
    }

    private void open(WireMessage request, long key, InetSocketAddress source, Listener on) {
        boolean invite = request.method == Method.INVITE;
        long mergedKey = invite && !request.to.hasTag() ? mergedKey(request) : 0;
        if (mergedKey != 0 && merged.containsKey(mergedKey)) {
            // The same INVITE by another way (RFC 3261, 8.2.2.2).
            counters.merged.increment();
            refuse(request, source, on, 482, "Loop Detected");
            return;
        }
        ServerTransaction opened = begin(request, key, mergedKey, source, on);
        if (mergedKey != 0) merged.put(mergedKey, opened);
        if (invite) trying(opened);
        user.request(opened, request, source);
    }

    private ServerTransaction begin(
            WireMessage request, long key, long mergedKey, InetSocketAddress source, Listener on) {
        ServerTransaction opened = new ServerTransaction(
                this,
                key,
                mergedKey,
                request.method,
                on,
                source,
                Echo.replyTo(request, source, on),
                Echo.of(request, source, writer));
        servers.put(key, opened);
        return opened;
    }

    private void trying(ServerTransaction transaction) {
        transaction.echo().answer(writer, TRYING, NOTHING, NOTHING);
        transaction.sendBack(writer.bytes(), writer.length());
    }

    private static final byte[] TRYING = Ascii.bytes("100 Trying");
    private static final byte[] NOTHING = {};

    private void cancel(WireMessage cancel, long key, InetSocketAddress source, Listener on) {
        ServerTransaction invite = servers.get(serverKey(cancel, Method.INVITE));
        ServerTransaction opened = begin(cancel, key, 0, source, on);
        byte[] tag = Ids.hex(ids.next());
        if (invite == null) {
            opened.answer(NO_TRANSACTION, tag);
            return;
        }
        opened.answer(OK, tag);
        if (invite.isOpen() && invite.user != null) invite.user.cancelled(cancel);
    }

    private static final byte[] OK = Ascii.bytes("200 OK");
    private static final byte[] NO_TRANSACTION = Ascii.bytes("481 Call/Transaction Does Not Exist");

    private long serverKey(WireMessage request, Method method) {
        byte[] in = request.bytes;
        TopVia via = request.via;
        long use = FOR_SERVER | (long) method.ordinal() << 8 | (long) (via.port & 0x1ffff) << 16;
        if (via.hasMagicCookie(in)) return hash.of(use, in, via.branchFrom, via.branchTo, in, via.hostFrom, via.hostTo);
        // RFC 3261, 17.2.3, for those who speak as in RFC 2543: the ACK's To has a tag, the rest is the same.
        int callId = request.first(HeaderKind.CALL_ID);
        long dialog = hash.of(
                use,
                in,
                request.valueFrom[callId],
                request.valueTo[callId],
                in,
                request.from.tagFrom,
                request.from.tagTo);
        return hash.of(dialog ^ request.cseq, in, request.uriFrom, request.uriTo, in, via.start, via.end);
    }

    private long mergedKey(WireMessage request) {
        int callId = request.first(HeaderKind.CALL_ID);
        long use = FOR_MERGED | request.cseq << 8;
        return hash.of(
                        use,
                        request.bytes,
                        request.valueFrom[callId],
                        request.valueTo[callId],
                        request.bytes,
                        request.from.tagFrom,
                        request.from.tagTo)
                | 1;
    }

    void respond(ServerTransaction transaction, int status, MessageWriter response) {
        transaction.sendBack(response.bytes(), response.length());
        if (status < 200) {
            transaction.last = response.copy();
        } else if (transaction.method != Method.INVITE) {
            transaction.last = response.copy();
            transaction.state = ServerTransaction.State.COMPLETED;
            transaction.strip();
            lingers(transaction, Timers.TRANSACTION);
        } else if (status < 300) {
            if (transaction.state == ServerTransaction.State.ACCEPTED) return;
            transaction.state = ServerTransaction.State.ACCEPTED;
            transaction.last = null;
            wheel.set(transaction, now(), Timers.TRANSACTION);
        } else {
            transaction.last = response.copy();
            transaction.state = ServerTransaction.State.COMPLETED;
            // What TCP brings is not sent again (17.2.1); its ACK is waited for all the same.
            transaction.interval = transaction.listener.isReliable() ? Timers.TRANSACTION : Timers.T1;
            transaction.giveUpAt = now() + Timers.TRANSACTION;
            wheel.set(transaction, now(), transaction.interval);
        }
    }

    /** Waits for what may still come of it: over TCP nothing does (timers I and J). */
    private void lingers(ServerTransaction transaction, long time) {
        if (transaction.listener.isReliable()) end(transaction);
        else wheel.set(transaction, now(), time);
    }

    void fire(ServerTransaction transaction) {
        boolean repeats = transaction.state == ServerTransaction.State.COMPLETED && transaction.method == Method.INVITE;
        byte[] last = transaction.last;
        if (repeats && last != null && now() < transaction.giveUpAt) {
            counters.retransmissionsSent.increment();
            transaction.sendBack(last, last.length);
            transaction.interval = Math.min(transaction.interval * 2, Timers.T2);
            wheel.set(transaction, now(), Math.min(transaction.interval, transaction.giveUpAt - now()));
            return;
        }
        end(transaction);
    }

    void repeated(ServerTransaction transaction, byte[] answer) {
        counters.retransmissionsSent.increment();
        transaction.sendBack(answer, answer.length);
    }

    /** Forgets a request that gets no answer at all. */
    public void end(ServerTransaction transaction) {
        wheel.cancel(transaction);
        transaction.state = ServerTransaction.State.TERMINATED;
        transaction.last = null;
        servers.remove(transaction.key);
        if (transaction.mergedKey != 0) merged.remove(transaction.mergedKey);
        if (transaction.user != null) transaction.user.ended();
    }

    // --- responses

    private void response(WireMessage response, InetSocketAddress source, Listener on) {
        long id = ids.fromBranch(response.bytes, response.via.branchFrom, response.via.branchTo);
        if (response.method == Method.CANCEL) id |= CANCELS;
        ClientTransaction transaction = id == 0 ? null : clients.get(id);
        if (hasFurtherVia(response)) {
            counters.strayResponses.increment();
            return;
        }
        if (transaction == null || transaction.method != response.method) {
            stray(response, source, on);
            return;
        }
        if (response.status < 200) provisional(transaction, response);
        else if (transaction.method != Method.INVITE) finalAnswer(transaction, response);
        else if (response.status < 300) accepted(transaction, response, source, on);
        else refused(transaction, response);
    }

    /** Then it was on its way to somebody else (RFC 3261, 8.1.3.3). */
    private static boolean hasFurtherVia(WireMessage response) {
        int topmost = response.first(HeaderKind.VIA);
        return response.next(topmost) >= 0 || response.via.end < response.valueTo(topmost);
    }

    private void provisional(ClientTransaction transaction, WireMessage response) {
        if (!transaction.isOpen()) return;
        if (transaction.state == ClientTransaction.State.CALLING) {
            transaction.state = ClientTransaction.State.PROCEEDING;
            if (transaction.method != Method.INVITE) transaction.interval = Timers.T2;
        }
        if (transaction.method == Method.INVITE && !transaction.cancelled)
            wheel.set(transaction, now(), Timers.RINGING);
        // 100 is each hop's own and is never relayed; the user wants to know that somebody is there all the same.
        transaction.user.response(transaction, response);
    }

    private void finalAnswer(ClientTransaction transaction, WireMessage response) {
        if (!transaction.isOpen()) {
            counters.retransmissionsReceived.increment();
            return;
        }
        transaction.state = ClientTransaction.State.COMPLETED;
        byte[] request = transaction.request;
        transaction.request = null;
        lingers(transaction, Timers.T4);
        tellFinal(transaction, request, response);
        transaction.strip();
    }

    private static void tellFinal(ClientTransaction transaction, byte @Nullable [] request, WireMessage response) {
        transaction.refused = request;
        transaction.user.response(transaction, response);
        transaction.refused = null;
    }

    WireMessage refused(ClientTransaction transaction) {
        byte[] request = transaction.refused;
        if (request == null) throw new IllegalStateException("nothing was refused just now");
        Flaw flaw = refused.read(request, 0, request.length);
        if (flaw != null) throw new IllegalStateException("a request of our own is unreadable: " + flaw);
        return refused;
    }

    private void stray(WireMessage response, InetSocketAddress source, Listener on) {
        if (!user.stray(response, source, on)) counters.strayResponses.increment();
    }

    private void accepted(ClientTransaction transaction, WireMessage response, InetSocketAddress source, Listener on) {
        if (transaction.state == ClientTransaction.State.COMPLETED) return;
        if (transaction.state != ClientTransaction.State.ACCEPTED) {
            transaction.state = ClientTransaction.State.ACCEPTED;
            transaction.request = null;
            wheel.set(transaction, now(), Timers.TRANSACTION);
        }
        // Who asked has let go, and the dialog knows what becomes of a repetition.
        if (transaction.user == ClientTransaction.NOBODY) stray(response, source, on);
        else transaction.user.response(transaction, response);
    }

    private void refused(ClientTransaction transaction, WireMessage response) {
        if (transaction.state == ClientTransaction.State.ACCEPTED) return;
        if (transaction.state == ClientTransaction.State.COMPLETED) {
            counters.retransmissionsReceived.increment();
            resendAck(transaction);
            return;
        }
        transaction.state = ClientTransaction.State.COMPLETED;
        byte[] request = transaction.request;
        transaction.request = null;
        if (request != null) transaction.ack = hopRequests.ack(request, response);
        resendAck(transaction);
        lingers(transaction, Timers.TRANSACTION);
        tellFinal(transaction, request, response);
    }

    /** Waits for what may still come of it: over TCP nothing does (timers D and K). */
    private void lingers(ClientTransaction transaction, long time) {
        if (transaction.hop.listener().isReliable()) forget(transaction);
        else wheel.set(transaction, now(), time);
    }

    private static void resendAck(ClientTransaction transaction) {
        byte[] ack = transaction.ack;
        if (ack != null) transaction.hop.send(ack, 0, ack.length);
    }

    // --- requests of ours

    private static final long CANCELS = 1;

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
        ClientTransaction transaction = new ClientTransaction(this, id, method, hop, request.copy(), user);
        if (largeRequests.suits(hop, request.length(), now())) beginLarge(transaction);
        else begin(transaction);
        return transaction;
    }

    private void begin(ClientTransaction transaction) {
        clients.put(transaction.id, transaction);
        // What TCP brings is not sent again (RFC 3261, 17.1.1.2); timers B and F run all the same.
        transaction.interval = transaction.hop.listener().isReliable() ? Timers.TRANSACTION : Timers.T1;
        transaction.giveUpAt = now() + Timers.TRANSACTION;
        wheel.set(transaction, now(), transaction.interval);
        byte[] request = transaction.request;
        if (request != null) leave(transaction, request, () -> unsent(transaction));
    }

    private static void leave(ClientTransaction transaction, byte[] request, Runnable failed) {
        transaction.hop.listener().send(request, 0, request.length, transaction.hop.address(), failed);
    }

    private void unsent(ClientTransaction transaction) {
        if (!transaction.isOpen()) return;
        end(transaction);
        transaction.user.unsent(transaction);
    }

    /** By TCP first, and by the usual way when that does not work (RFC 3261, 18.1.1). */
    private void beginLarge(ClientTransaction transaction) {
        Hop usual = transaction.hop;
        byte[] asUsual = transaction.request;
        if (asUsual == null) return;
        byte[] byTcp = largeRequests.rewritten(asUsual, usual, transaction.id);
        transaction.hop = largeRequests.way(usual);
        transaction.request = byTcp;
        clients.put(transaction.id, transaction);
        transaction.interval = Timers.TRANSACTION;
        transaction.giveUpAt = now() + Timers.TRANSACTION;
        wheel.set(transaction, now(), transaction.interval);
        leave(transaction, byTcp, () -> {
            largeRequests.failed(usual, now());
            if (!transaction.isOpen()) return;
            transaction.hop = usual;
            transaction.request = asUsual;
            begin(transaction);
        });
    }

    void cancel(ClientTransaction invite, byte[] furtherLines) {
        byte[] request = invite.request;
        if (request == null || invite.cancelled) return;
        invite.cancelled = true;
        byte[] cancel = hopRequests.cancel(request, furtherLines);
        begin(new ClientTransaction(
                this, invite.id | CANCELS, Method.CANCEL, invite.hop, cancel, ClientTransaction.NOBODY));
        // Without an answer the INVITE is over after this (RFC 3261, 9.1).
        wheel.set(invite, now(), Timers.TRANSACTION);
    }

    void fire(ClientTransaction transaction) {
        byte[] request = transaction.request;
        boolean invite = transaction.method == Method.INVITE;
        boolean repeats = transaction.state == ClientTransaction.State.CALLING
                || transaction.state == ClientTransaction.State.PROCEEDING && !invite;
        if (repeats && request != null && now() < transaction.giveUpAt) {
            counters.retransmissionsSent.increment();
            transaction.hop.send(request, 0, request.length);
            long doubled = transaction.interval * 2;
            transaction.interval = invite ? doubled : Math.min(doubled, Timers.T2);
            wheel.set(transaction, now(), Math.min(transaction.interval, transaction.giveUpAt - now()));
            return;
        }
        boolean open = transaction.isOpen();
        if (open && invite && transaction.state == ClientTransaction.State.PROCEEDING && !transaction.cancelled) {
            // It rang too long (RFC 3261, 16.8): the phone must be told to stop.
            cancel(transaction, NOTHING);
            return;
        }
        end(transaction);
        if (open) transaction.user.timedOut(transaction);
    }

    private void end(ClientTransaction transaction) {
        transaction.state = ClientTransaction.State.TERMINATED;
        forget(transaction);
    }

    private void forget(ClientTransaction transaction) {
        wheel.cancel(transaction);
        transaction.request = null;
        transaction.ack = null;
        clients.remove(transaction.id);
    }
}
