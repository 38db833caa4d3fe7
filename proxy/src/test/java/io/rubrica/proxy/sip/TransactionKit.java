package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A transaction layer with a clock that stands still until it is moved, and a user who remembers. */
final class TransactionKit implements TransactionUser, ClientTransaction.User, ServerTransaction.User {
    static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.7", 5060);

    final RecordingListener listener = new RecordingListener("192.0.2.1:5060");
    final SipCounters counters = new SipCounters();
    final List<String> heard = new ArrayList<>();
    final List<ServerTransaction> opened = new ArrayList<>();
    long now = 1_000_000;
    final Transactions layer = new Transactions(this, new Ids(), counters, () -> now);

    /** Moves the clock in small steps. */
    void pass(long milliseconds) {
        for (long until = now + milliseconds; now < until; ) {
            now = Math.min(until, now + TimerWheel.TICK);
            layer.tick();
        }
    }

    void arrives(String message) {
        arrives(message, PEER);
    }

    void arrives(String message, InetSocketAddress from) {
        layer.received(Wire.message(message), from, listener);
    }

    /** Sends a request of ours; it stands in the listener afterwards. */
    ClientTransaction send(Method method, String word) {
        long id = layer.newId();
        MessageWriter out = layer.writer();
        out.clear();
        out.put(Ascii.bytes(word + " sip:b@pbx.example SIP/2.0\r\n"));
        layer.via(out, listener, id);
        out.put(Ascii.bytes(Wire.request(word, "", "")
                .replaceAll("(?s)^.*\nMax-Forwards", "Max-Forwards")
                .replace("\n", "\r\n")));
        return layer.send(id, method, out, new Hop(listener, PEER), this);
    }

    /** An answer to a request that was sent. */
    static String answer(Sent request, String status) {
        return "SIP/2.0 " + status + "\n"
                + request.text()
                        .replace("\r\n", "\n")
                        .replaceAll("(?s)^[^\n]*\n", "")
                        .replace("To: <sip:+12025550123@proxy.example>", "To: <sip:+12025550123@proxy.example>;tag=z");
    }

    /** The times, counted from now, at which something leaves while the clock moves on. */
    List<Long> departures(long milliseconds) {
        List<Long> times = new ArrayList<>();
        long began = now;
        while (now < began + milliseconds) {
            pass(TimerWheel.TICK);
            if (!listener.taken().isEmpty()) times.add((now - began) / 100 * 100);
        }
        return times;
    }

    @Override
    public void request(ServerTransaction transaction, WireMessage request, InetSocketAddress source) {
        heard.add(request.text(request.methodFrom(), request.methodTo()));
        transaction.user(this);
        opened.add(transaction);
    }

    @Override
    public void ack(WireMessage ack, InetSocketAddress source, Listener on) {
        heard.add("ACK");
    }

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
        heard.add("" + response.status());
    }

    @Override
    public void timedOut(ClientTransaction transaction) {
        heard.add("timed out");
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        heard.add("unsent");
    }

    @Override
    public void cancelled(WireMessage cancel) {
        heard.add("cancelled");
    }

    @Override
    public void ended() {
        heard.add("ended");
    }
}
