package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.WireMessage;

/** Any other request inside a dialog, on its way to the other leg, and its answer on its way back. */
final class RequestRelay implements ClientTransaction.User {
    private static final byte[] UNAVAILABLE = Ascii.bytes("503 Service Unavailable");
    private static final byte[] FORBIDDEN = Ascii.bytes("403 Forbidden");
    private static final byte[] NO_TAG = {};

    private final Switchboard board;
    private final ServerTransaction up;
    private final Leg from;
    private final boolean lastWords;
    private final Proof proof;

    /** @param lastWords it tells that a transfer, or what else was subscribed to, is over */
    RequestRelay(Switchboard board, ServerTransaction up, Leg from, boolean lastWords) {
        this.board = board;
        this.up = up;
        this.from = from;
        this.lastWords = lastWords;
        this.proof = board.challenges.proof(from.other().peer);
        board.dialogs.hold(from.dialog());
    }

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
        int status = response.status();
        if (status == 100 || !up.isOpen()) return;
        Proof.Verdict verdict = proof.judge(transaction, response);
        if (verdict == Proof.Verdict.NOT_OURS) relay(response, status);
        else if (verdict == Proof.Verdict.ANSWERED) sayAgain(transaction);
        else answer(FORBIDDEN);
    }

    private void sayAgain(ClientTransaction challenged) {
        Leg to = from.other();
        to.takeNumber();
        board.lifetimes.saveConfirmed(to.dialog());
        proof.again(challenged, to.lastCseq, to.hop, this);
    }

    private void relay(WireMessage response, int status) {
        if (status >= 200 && status < 300) accepted(response);
        MessageWriter out = board.startResponse(response, status);
        Identity identity =
                board.identityOfAnswer(from.other().peer, from.peer, from.dialog().record, response, from.local);
        board.passage.cross(
                response,
                out,
                new ResponseCrossing(up.echo(), NO_TAG, status, up.listener(), identity, proof.isShown())
                        .secure(from.dialog().secure));
        up.respond(status, out);
        if (status >= 200) finished();
    }

    @Override
    public void timedOut(ClientTransaction transaction) {
        // The asking side has given up in the same moment; a 408 now would only be stray (RFC 4320, 4.2).
        board.transactions().end(up);
        finished();
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        answer(UNAVAILABLE);
    }

    private void answer(byte[] statusAndReason) {
        up.answer(statusAndReason, NO_TAG);
        finished();
    }

    private void accepted(WireMessage response) {
        Dialog dialog = from.dialog();
        if (up.method() == Method.UPDATE) {
            board.refreshTarget(from.other(), response);
            board.lifetimes.refreshed(dialog, response);
            board.lifetimes.saveConfirmed(dialog);
        } else if (up.method() == Method.REFER) {
            Leg asked = from.other();
            asked.referOffset = asked.cseqOffset;
            board.lifetimes.transferBegun(dialog);
        }
    }

    private void finished() {
        Dialog dialog = from.dialog();
        if (lastWords) board.lifetimes.transferTold(dialog);
        board.dialogs.release(dialog);
    }
}
