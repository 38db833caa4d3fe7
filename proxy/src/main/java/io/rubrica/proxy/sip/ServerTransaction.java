package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A request that we answer (RFC 3261, 17.2; RFC 6026 for what follows a 2xx). It is its own timer. */
public final class ServerTransaction extends TimerWheel.Timer {
    enum State {
        PROCEEDING,
        /** A 2xx went out; it is the user's to repeat (RFC 6026, 7.1). */
        ACCEPTED,
        /** Another final answer went out. */
        COMPLETED,
        /** Its ACK came. */
        CONFIRMED,
        TERMINATED
    }

    /** Who is told what becomes of it. */
    public interface User {
        /** The caller takes the INVITE back; the CANCEL itself is answered already. */
        void cancelled(WireMessage cancel);

        /** It is over: nothing of it can come any more. */
        void ended();
    }

    final Transactions layer;
    final long key;
    final long mergedKey;
    final Method method;
    final Listener listener;
    private final InetSocketAddress source;
    private final InetSocketAddress replyTo;
    private @Nullable Echo echo;
    State state = State.PROCEEDING;
    byte @Nullable [] last;
    long interval;
    long giveUpAt;

    @Nullable
    User user;

    ServerTransaction(
            Transactions layer,
            long key,
            long mergedKey,
            Method method,
            Listener listener,
            InetSocketAddress source,
            InetSocketAddress replyTo,
            Echo echo) {
        this.layer = layer;
        this.key = key;
        this.mergedKey = mergedKey;
        this.method = method;
        this.listener = listener;
        this.source = source;
        this.replyTo = replyTo;
        this.echo = echo;
    }

    /** What its responses repeat. */
    public Echo echo() {
        Echo there = echo;
        if (there == null) throw new IllegalStateException("a finished transaction has nothing more to say");
        return there;
    }

    /**
     * Lets go of all but what keeps the request from being taken for a new one when it comes again. For what is over, as
     * such remains are what most of the memory of a busy machine would be filled with.
     */
    public void strip() {
        echo = null;
        user = null;
    }

    /** How it is answered, for an answer that may come when the transaction is gone. */
    public ReplyPath replyPath() {
        return new ReplyPath(listener, source, replyTo, echo());
    }

    public Method method() {
        return method;
    }

    public Listener listener() {
        return listener;
    }

    /** Whether no final answer has gone out yet. */
    public boolean isOpen() {
        return state == State.PROCEEDING;
    }

    /** Whether a 2xx has gone out, and more may follow. */
    public boolean isAccepted() {
        return state == State.ACCEPTED;
    }

    public void user(User newUser) {
        user = newUser;
    }

    /** Sends something back to where the request came from. */
    void sendBack(byte[] bytes, int length) {
        listener.answer(bytes, 0, length, source, replyTo);
    }

    /** Sends a response that stands whole in the writer. */
    public void respond(int status, MessageWriter response) {
        layer.servers.respond(this, status, response);
    }

    /** Sends a 2xx again and again, until that is stopped or 64*T1 are over. */
    public Repetition repeat(byte[] response) {
        return new Repetition(this, response);
    }

    /** Sends a response of our own. */
    public void answer(byte[] statusAndReason, byte[] tag) {
        answer(statusAndReason, tag, NOTHING);
    }

    /** The same, with further header lines. */
    public void answer(byte[] statusAndReason, byte[] tag, byte[] furtherLines) {
        MessageWriter out = layer.writer();
        echo().answer(out, statusAndReason, tag, furtherLines);
        respond((int) Ascii.number(statusAndReason, 0, 3), out);
    }

    private static final byte[] NOTHING = {};

    @Override
    protected void fire() {
        layer.servers.fire(this);
    }
}
