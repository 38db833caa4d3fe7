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

    Attempt(CallSetup setup, OutgoingInvite.Written written, Proof proof) {
        this.setup = setup;
        this.written = written;
        this.proof = proof;
    }

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
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
        if (setup.isTrying(this)) setup.timedOut(transaction);
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        if (setup.isTrying(this)) setup.unsent(transaction);
    }

    @Override
    protected void fire() {
        if (setup.isTrying(this)) setup.silent();
    }
}
