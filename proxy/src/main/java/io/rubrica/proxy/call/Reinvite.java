package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import java.util.List;

/** An INVITE inside a dialog, from either side. */
final class Reinvite extends InviteRelay {
    private static final byte[] NO_TAG = Ascii.bytes("");

    private final Leg from;
    private final Invitation invitation;
    private final Proof proof;

    /** @param invitation what its dialog knows of it, saved already */
    Reinvite(Switchboard board, ServerTransaction up, Leg from, Invitation invitation) {
        super(board, up, invitation.cseq);
        this.from = from;
        this.invitation = invitation;
        this.proof = board.challenges.proof(from.other().peer);
        invitation.relay = this;
        board.dialogs.hold(from.dialog());
    }

    @Override
    Dialog dialog(WireMessage response) {
        return from.dialog();
    }

    @Override
    byte[] tag() {
        return NO_TAG;
    }

    @Override
    Leg answering(Dialog dialog) {
        return from;
    }

    @Override
    Identity identity(WireMessage response) {
        return board.identityOfAnswer(from.other().peer, from.peer, from.dialog().record, response, from.local);
    }

    @Override
    boolean isSecure() {
        return from.dialog().secure;
    }

    @Override
    int translate(int status) {
        return status;
    }

    @Override
    void accepted(Dialog dialog, WireMessage response) {
        board.refreshTarget(from.other(), response);
        board.lifetimes.refreshed(dialog, response);
    }

    @Override
    Proof proof() {
        return proof;
    }

    @Override
    void sayAgain(ClientTransaction challenged) {
        Leg to = from.other();
        to.takeNumber();
        long id = proof.write(challenged, to.lastCseq, to.hop);
        invitation.cseqThere = to.lastCseq;
        invitation.credentials = proof.lines();
        board.lifetimes.saveConfirmed(to.dialog());
        Transactions transactions = board.transactions();
        sent(transactions.send(id, Method.INVITE, transactions.writer(), to.hop, this));
    }

    @Override
    boolean isAlone() {
        return true;
    }

    @Override
    void refused(int status) {
        // The dialog goes on as it was (RFC 3261, 14.1).
        from.dialog().invitations.remove(invitation);
        board.lifetimes.saveConfirmed(from.dialog());
    }

    @Override
    void forgotten(List<Dialog> acceptedOnes) {
        board.dialogs.release(from.dialog());
    }
}
