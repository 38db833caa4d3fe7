package io.rubrica.proxy.call;

import org.jspecify.annotations.Nullable;

/** A call that the two legs share, early or confirmed; forks of one INVITE have one each. */
final class Dialog {
    static final Dialog NONE = new Dialog();

    private final @Nullable Leg caller;
    private final @Nullable Leg callee;
    final CallRecord record;
    /** The INVITE whose 2xx may still want an ACK. */
    @Nullable
    InviteRelay inviting;

    /** The ACK that went out for it; null: none came yet. */
    byte @Nullable [] ack;

    /** Milliseconds on the steady clock when it began. */
    final long since;

    private boolean up;

    private Dialog() {
        caller = null;
        callee = null;
        record = CallRecord.NONE;
        since = 0;
    }

    Dialog(Leg caller, Leg callee, CallRecord record, long since) {
        this.caller = caller;
        this.callee = callee;
        this.record = record;
        this.since = since;
        caller.joined(this);
        callee.joined(this);
    }

    /** It was answered. */
    void answered(long now) {
        up = true;
        record.answered(now);
    }

    /** Whether it was answered and has not ended. */
    boolean isUp() {
        return up;
    }

    /** It is over; true when the whole call is, which was up until now. */
    boolean ended() {
        boolean was = up;
        up = false;
        return was && record.ended();
    }

    /** The leg that the INVITE came on. */
    Leg caller() {
        if (caller == null) throw new IllegalStateException("a leg without a dialog");
        return caller;
    }

    /** The leg that the INVITE was sent on. */
    Leg callee() {
        if (callee == null) throw new IllegalStateException("a leg without a dialog");
        return callee;
    }
}
