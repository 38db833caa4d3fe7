package io.rubrica.proxy.sip;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The requests that we send from one event loop (RFC 3261, 17.1; RFC 6026): sends again what may have been lost, finds what an
 * answer belongs to, and gives up in time.
 */
final class ClientTransactions {
    /** Marks the id of a CANCEL; ids themselves are even. */
    private static final long CANCELS = 1;

    private static final byte[] NO_LINES = {};

    private final LongObjectHashMap<ClientTransaction> clients = new LongObjectHashMap<>(1024);
    private final HopRequests hopRequests = new HopRequests();
    private final LargeRequests largeRequests = new LargeRequests();
    private final WireMessage refused = new WireMessage(HopRequests.MOST_HEADERS);
    private final Transactions layer;
    private final TransactionUser user;
    private final Ids ids;
    private final SipCounters counters;

    ClientTransactions(Transactions layer, TransactionUser user, Ids ids, SipCounters counters) {
        this.layer = layer;
        this.user = user;
        this.ids = ids;
        this.counters = counters;
    }

    int size() {
        return clients.size();
    }

    /** Sends the request that stands whole in the writer, under the id that its branch was written with. */
    ClientTransaction send(long id, Method method, MessageWriter request, Hop hop, ClientTransaction.User user) {
        ClientTransaction transaction = new ClientTransaction(layer, id, method, hop, request.copy(), user);
        if (largeRequests.suits(hop, request.length(), layer.now())) beginLarge(transaction);
        else begin(transaction);
        return transaction;
    }

    private void begin(ClientTransaction transaction) {
        clients.put(transaction.id, transaction);
        // What TCP brings is not sent again (RFC 3261, 17.1.1.2); timers B and F run all the same.
        transaction.interval = transaction.hop.listener().isReliable() ? Timers.TRANSACTION : Timers.T1;
        transaction.giveUpAt = layer.now() + Timers.TRANSACTION;
        layer.wheel().set(transaction, layer.now(), transaction.interval);
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
        transaction.giveUpAt = layer.now() + Timers.TRANSACTION;
        layer.wheel().set(transaction, layer.now(), transaction.interval);
        leave(transaction, byTcp, () -> {
            largeRequests.failed(usual, layer.now());
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
                layer, invite.id | CANCELS, Method.CANCEL, invite.hop, cancel, ClientTransaction.NOBODY));
        // Without an answer the INVITE is over after this (RFC 3261, 9.1).
        layer.wheel().set(invite, layer.now(), Timers.TRANSACTION);
    }

    void fire(ClientTransaction transaction) {
        byte[] request = transaction.request;
        boolean invite = transaction.method == Method.INVITE;
        boolean repeats = transaction.state == ClientTransaction.State.CALLING
                || transaction.state == ClientTransaction.State.PROCEEDING && !invite;
        if (repeats && request != null && layer.now() < transaction.giveUpAt) {
            counters.retransmissionsSent.increment();
            transaction.hop.send(request, 0, request.length);
            long doubled = transaction.interval * 2;
            transaction.interval = invite ? doubled : Math.min(doubled, Timers.T2);
            layer.wheel()
                    .set(transaction, layer.now(), Math.min(transaction.interval, transaction.giveUpAt - layer.now()));
            return;
        }
        boolean open = transaction.isOpen();
        if (open && invite && transaction.state == ClientTransaction.State.PROCEEDING && !transaction.cancelled) {
            // It rang too long (RFC 3261, 16.8): the phone must be told to stop.
            cancel(transaction, NO_LINES);
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
        layer.wheel().cancel(transaction);
        transaction.request = null;
        transaction.ack = null;
        clients.remove(transaction.id);
    }

    /** Takes a response to something that we sent, or that nobody here knows. */
    void received(WireMessage response, InetSocketAddress source, Listener on) {
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
            layer.wheel().set(transaction, layer.now(), Timers.RINGING);
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
            layer.wheel().set(transaction, layer.now(), Timers.TRANSACTION);
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
        else layer.wheel().set(transaction, layer.now(), time);
    }

    private static void resendAck(ClientTransaction transaction) {
        byte[] ack = transaction.ack;
        if (ack != null) transaction.hop.send(ack, 0, ack.length);
    }
}
