package io.rubrica.proxy.sip;

import org.jspecify.annotations.Nullable;

/** A request that we send (RFC 3261, 17.1; RFC 6026 for what follows a 2xx). It is its own timer. */
public final class ClientTransaction extends TimerWheel.Timer {
    enum State {
        /** Sent; nothing heard (Calling and Trying of the RFC). */
        CALLING,
        PROCEEDING,
        /** A 2xx to INVITE came; every further one is the user's, too (RFC 6026, 7.2). */
        ACCEPTED,
        COMPLETED,
        TERMINATED
    }

    /** Who gets the responses. */
    public interface User {
        /** A response; to INVITE, each 2xx as often as it comes. 100 and repeated finals are kept back. */
        void response(ClientTransaction transaction, WireMessage response);

        /** No answer in time. */
        void timedOut(ClientTransaction transaction);

        /** It could not be sent. */
        void unsent(ClientTransaction transaction);
    }

    final Transactions layer;
    final long id;
    final Method method;
    /** Where it goes; a large request changes its way (RFC 3261, 18.1.1). */
    Hop hop;

    User user;
    State state = State.CALLING;
    byte @Nullable [] request;
    byte @Nullable [] ack;
    /** What was sent, for as long as its user looks at a refusal of it. */
    byte @Nullable [] refused;

    boolean cancelled;
    long interval;
    long giveUpAt;

    ClientTransaction(Transactions layer, long id, Method method, Hop hop, byte[] request, User user) {
        this.layer = layer;
        this.id = id;
        this.method = method;
        this.hop = hop;
        this.request = request;
        this.user = user;
    }

    /** The way that it was sent. */
    public Hop hop() {
        return hop;
    }

    /** What was sent, for whoever is being told of a refusal and wants to say it again; good until the next is asked for. */
    public WireMessage refused() {
        return layer.clients.refused(this);
    }

    /** Whether a provisional answer has come, and no final one. */
    public boolean isProceeding() {
        return state == State.PROCEEDING;
    }

    /** Whether no final answer has come yet. */
    public boolean isOpen() {
        return state == State.CALLING || state == State.PROCEEDING;
    }

    /**
     * Takes an INVITE back (RFC 3261, 9.1). To be called once a provisional answer is there.
     *
     * @param furtherLines header lines that go along, such as Reason
     */
    public void cancel(byte[] furtherLines) {
        layer.clients.cancel(this, furtherLines);
    }

    /** Lets go of whoever waited for answers: whatever still comes is a repetition. */
    public void strip() {
        user = NOBODY;
        ack = null;
    }

    /** Who does not care. */
    public static final User NOBODY = new User() {
        @Override
        public void response(ClientTransaction transaction, WireMessage response) {}

        @Override
        public void timedOut(ClientTransaction transaction) {}

        @Override
        public void unsent(ClientTransaction transaction) {}
    };

    @Override
    protected void fire() {
        layer.clients.fire(this);
    }
}
