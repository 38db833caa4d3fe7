package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.WireMessage;

/**
 * One try of a new call: its own INVITE, to one target. It is the timer of its target's silence. Once the call has gone on to
 * another target, whatever still comes is taken back, or ended.
 */
final class Attempt extends TimerWheel.Timer implements ClientTransaction.User {
    private static final byte[] NO_REASON = {};

    private final CallSetup setup;
    final OutgoingInvite.Written written;
    final Proof proof;
    private final Lesson lesson;

    Attempt(CallSetup setup, OutgoingInvite.Written written, Proof proof, Lesson lesson) {
        this.lesson = lesson;
        this.setup = setup;
        this.written = written;
        this.proof = proof;
    }

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
        lesson.heard(response);
        if (setup.isTrying(this)) {
            setup.response(transaction, response);
        } else if (transaction.isProceeding()) {
            transaction.cancel(NO_REASON);
        } else if (response.status() < 300) {
            setup.board.unwanted.end(response, transaction.hop(), proof);
        }
    }

    @Override
    public void timedOut(ClientTransaction transaction) {
        lesson.silent();
        if (setup.isTrying(this)) setup.timedOut(transaction);
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        lesson.unreachable();
        if (setup.isTrying(this)) setup.unsent(transaction);
    }

    @Override
    protected void fire() {
        lesson.silent();
        if (setup.isTrying(this)) setup.silent();
    }
}
