package io.rubrica.proxy.sip;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The requests that peers send to one event loop (RFC 3261, 17.2; RFC 6026): finds the one that a message belongs to, and
 * sends an answer again when the request comes again.
 */
final class ServerTransactions {
    private static final int FOR_SERVER = 1;
    private static final int FOR_MERGED = 2;

    private final LongObjectHashMap<ServerTransaction> servers = new LongObjectHashMap<>(1024);
    private final LongObjectHashMap<ServerTransaction> merged = new LongObjectHashMap<>(1024);
    private final SipHash hash = SipHash.random();
    private final Transactions layer;
    private final TransactionUser user;
    private final Ids ids;
    private final SipCounters counters;

    ServerTransactions(Transactions layer, TransactionUser user, Ids ids, SipCounters counters) {
        this.layer = layer;
        this.user = user;
        this.ids = ids;
        this.counters = counters;
    }

    int size() {
        return servers.size();
    }

    /** Answers a request that is not worth a transaction: the same each time it comes (RFC 3261, 8.2.7). */
    void refuse(WireMessage request, InetSocketAddress source, Listener on, int status, String phrase) {
        if (!request.isAnswerable()) {
            counters.unanswerable.increment();
            return;
        }
        Echo echo = Echo.of(request, source, layer.writer());
        byte[] statusLine = Ascii.bytes(status + " " + phrase);
        long tag = hash.of(FOR_SERVER, request.bytes, request.via.branchFrom, request.via.branchTo);
        echo.answer(layer.writer(), statusLine, Ids.hex(tag), new byte[0]);
        on.answer(layer.writer().bytes(), 0, layer.writer().length(), source, Echo.replyTo(request, source, on));
    }

    /** Takes a request: a new one, one that came before, a CANCEL or an ACK. */
    void received(WireMessage request, InetSocketAddress source, Listener on) {
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
                layer,
                key,
                mergedKey,
                request.method,
                on,
                source,
                Echo.replyTo(request, source, on),
                Echo.of(request, source, layer.writer()));
        servers.put(key, opened);
        return opened;
    }

    private void trying(ServerTransaction transaction) {
        transaction.echo().answer(layer.writer(), TRYING, NOTHING, NOTHING);
        transaction.sendBack(layer.writer().bytes(), layer.writer().length());
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
            layer.wheel().set(transaction, layer.now(), Timers.TRANSACTION);
        } else {
            transaction.last = response.copy();
            transaction.state = ServerTransaction.State.COMPLETED;
            // What TCP brings is not sent again (17.2.1); its ACK is waited for all the same.
            transaction.interval = transaction.listener.isReliable() ? Timers.TRANSACTION : Timers.T1;
            transaction.giveUpAt = layer.now() + Timers.TRANSACTION;
            layer.wheel().set(transaction, layer.now(), transaction.interval);
        }
    }

    /** Waits for what may still come of it: over TCP nothing does (timers I and J). */
    private void lingers(ServerTransaction transaction, long time) {
        if (transaction.listener.isReliable()) end(transaction);
        else layer.wheel().set(transaction, layer.now(), time);
    }

    void fire(ServerTransaction transaction) {
        boolean repeats = transaction.state == ServerTransaction.State.COMPLETED && transaction.method == Method.INVITE;
        byte[] last = transaction.last;
        if (repeats && last != null && layer.now() < transaction.giveUpAt) {
            counters.retransmissionsSent.increment();
            transaction.sendBack(last, last.length);
            transaction.interval = Math.min(transaction.interval * 2, Timers.T2);
            layer.wheel()
                    .set(transaction, layer.now(), Math.min(transaction.interval, transaction.giveUpAt - layer.now()));
            return;
        }
        end(transaction);
    }

    void repeated(ServerTransaction transaction, byte[] answer) {
        counters.retransmissionsSent.increment();
        transaction.sendBack(answer, answer.length);
    }

    /** Forgets a request that gets no answer at all. */
    void end(ServerTransaction transaction) {
        layer.wheel().cancel(transaction);
        transaction.state = ServerTransaction.State.TERMINATED;
        transaction.last = null;
        servers.remove(transaction.key);
        if (transaction.mergedKey != 0) merged.remove(transaction.mergedKey);
        if (transaction.user != null) transaction.user.ended();
    }
}
