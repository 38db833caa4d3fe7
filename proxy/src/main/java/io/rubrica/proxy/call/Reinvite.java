package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.WireMessage;
import java.util.List;

/** An INVITE inside a dialog, from either side. */
final class Reinvite extends InviteRelay {
    private static final byte[] NO_TAG = Ascii.bytes("");

    private final Leg from;

    Reinvite(Switchboard board, ServerTransaction up, long cseq, Leg from) {
        super(board, up, cseq);
        this.from = from;
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
        return board.identityOfAnswer(from.other().peer, from.peer, from.dialog().record, response);
    }

    @Override
    int translate(int status) {
        return status;
    }

    @Override
    void accepted(Dialog dialog, WireMessage response) {
        board.refreshTarget(from.other(), response);
    }

    @Override
    boolean isAlone() {
        return true;
    }

    @Override
    void refused(int status) {
        // The dialog goes on as it was (RFC 3261, 14.1).
    }

    @Override
    void forgotten(List<Dialog> acceptedOnes) {
        Dialog dialog = from.dialog();
        if (dialog.inviting != this) return;
        if (!acceptedOnes.isEmpty() && dialog.ack == null) board.hangUp(dialog, Outcome.NO_ACK);
        dialog.inviting = null;
        dialog.ack = null;
    }
}
