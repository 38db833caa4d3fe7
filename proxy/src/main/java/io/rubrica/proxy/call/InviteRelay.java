package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.WireMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An INVITE on its way from one leg to the other, and its answers on their way back. What is the same for a new call and
 * for a re-INVITE: CANCEL, the 2xx that comes again, the ACK.
 */
abstract class InviteRelay implements ServerTransaction.User, ClientTransaction.User {
    static final byte[] TIMEOUT = Ascii.bytes("408 Request Timeout");
    static final byte[] UNAVAILABLE = Ascii.bytes("503 Service Unavailable");
    private static final byte[] FORBIDDEN = Ascii.bytes("403 Forbidden");
    static final byte[] TERMINATED = Ascii.bytes("487 Request Terminated");
    private static final byte[] NO_REASON = {};
    private static final long AS_SAID = -1;
    private static final byte[] REASON = Ascii.bytes("reason:");

    final Switchboard board;
    final ServerTransaction up;
    private @Nullable ClientTransaction down;
    /** As the inviting side numbered it. */
    private final long cseq;

    private final List<Dialog> accepted = new ArrayList<>(1);
    private byte @Nullable [] cancelling;
    private boolean finished;

    InviteRelay(Switchboard board, ServerTransaction up, long cseq) {
        this.board = board;
        this.up = up;
        this.cseq = cseq;
        up.user(this);
    }

    void sent(ClientTransaction transaction) {
        down = transaction;
    }

    boolean isProceeding() {
        return down != null && down.isProceeding();
    }

    /** Tells the called side to stop, as soon as it may be told (RFC 3261, 9.1). */
    void takeBack() {
        if (cancelling == null) cancelling = NO_REASON;
        if (down != null && down.isProceeding()) down.cancel(cancelling);
    }

    /** Whether the caller has taken it back. */
    boolean isCancelled() {
        return cancelling != null;
    }

    long cseq() {
        return cseq;
    }

    /** The dialog that an answer belongs to, made where it is new; null: the answer makes none. */
    abstract @Nullable Dialog dialog(WireMessage response);

    /** Our To tag in an answer that makes no dialog. */
    abstract byte[] tag();

    /** The leg that the answers go to. */
    abstract Leg answering(Dialog dialog);

    abstract Identity identity(WireMessage response);

    /** The number that a reliable provisional answer has on its way; below 0: the one that it says. */
    long rseq(Dialog dialog, WireMessage response) {
        return AS_SAID;
    }

    /** Whether it was asked for with a sips URI. */
    abstract boolean isSecure();

    /** What a final answer other than 2xx becomes on its way. */
    abstract int translate(int status);

    /** The first 2xx of a dialog is about to go through; its dialog is saved afterwards. */
    abstract void accepted(Dialog dialog, WireMessage response);

    /** It ended without a 2xx. */
    abstract void refused(int status);

    /** What it shows the called side of our credentials. */
    abstract Proof proof();

    /** Says it to the called side again, with what its challenge asked for. */
    abstract void sayAgain(ClientTransaction challenged);

    /** Whether it has no more than one dialog. */
    abstract boolean isAlone();

    /** Nothing of it can come any more, or what comes is known by its dialog: what it held is let go. */
    abstract void forgotten(List<Dialog> acceptedOnes);

    // --- the caller's side

    @Override
    public void cancelled(WireMessage cancel) {
        cancelling = reasons(cancel);
        // A CANCEL may only follow a provisional answer (RFC 3261, 9.1).
        if (down != null && down.isProceeding()) down.cancel(cancelling);
    }

    private byte[] reasons(WireMessage cancel) {
        MessageWriter lines = board.scratch();
        for (int header = 0; header < cancel.headerCount(); header++) {
            int from = cancel.lineFrom(header);
            boolean reason = cancel.kind(header) == HeaderKind.OTHER
                    && Ascii.says(cancel.bytes, from, from + REASON.length, REASON);
            if (reason) lines.put(cancel.bytes, from, cancel.lineTo(header));
        }
        return lines.copy();
    }

    @Override
    public void ended() {
        finish();
    }

    private void finish() {
        if (finished) return;
        finished = true;
        for (Dialog dialog : accepted) for (Invitation one : dialog.invitations) if (one.relay == this) one.leftAlone();
        forgotten(accepted);
    }

    /**
     * A dialog's 2xx is confirmed. Where it is the only one, all that may still come is a repetition, which its dialog
     * knows how to answer; so nothing of this needs to stay.
     */
    void confirmed() {
        if (down == null || up.isOpen() || !isAlone()) return;
        up.strip();
        down.strip();
        finish();
    }

    // --- the called side

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
        if (cancelling != null && transaction.isProceeding()) transaction.cancel(cancelling);
        if (response.status() == 100 || takesChallenge(transaction, response)) return;
        settle();
        relay(response);
    }

    /** The caller is going to hear of the called side. */
    void settle() {}

    /** Whether it is a challenge of the called side that the caller has nothing to do with. */
    private boolean takesChallenge(ClientTransaction transaction, WireMessage response) {
        Proof.Verdict verdict = proof().judge(transaction, response);
        if (verdict == Proof.Verdict.NOT_OURS) return false;
        if (isCancelled() || !up.isOpen()) fail(TERMINATED);
        else if (verdict == Proof.Verdict.ANSWERED) sayAgain(transaction);
        else fail(FORBIDDEN);
        return true;
    }

    private void relay(WireMessage response) {
        int status = response.status();
        if (status < 200 && !up.isOpen()) return;
        if (status >= 200 && status < 300) {
            success(response);
        } else if (up.isOpen()) {
            Dialog dialog = status < 200 ? dialog(response) : null;
            int relayed = status < 200 ? status : translate(status);
            if (dialog == null) send(response, relayed, tag(), AS_SAID);
            else send(response, relayed, answering(dialog).localTag, rseq(dialog, response));
            if (status >= 200) refused(status);
        }
    }

    private void success(WireMessage response) {
        Dialog dialog = up.isOpen() || up.isAccepted() ? dialog(response) : null;
        if (dialog == null) {
            // Nobody waits for it any more, or there are too many: who answered is told so, and need not find out.
            if (down != null) board.unwanted.end(response, down.hop(), proof());
            return;
        }
        Leg asking = answering(dialog);
        Leg asked = asking.other();
        Invitation invitation = dialog.invitationBy(asking.isCaller(), cseq);
        if (invitation == null)
            invitation = dialog.invited(new Invitation(asking.isCaller(), cseq, response.cseq(), up.replyPath()));
        byte[] ack = invitation.ack;
        if (ack != null) {
            // The ACK was lost on that side; the other side has done its part.
            asked.hop.send(ack, 0, ack.length);
            return;
        }
        boolean first = invitation.accepted == 0;
        if (first) {
            invitation.accepted = board.now();
            invitation.cseqThere = response.cseq();
            invitation.credentials = proof().lines();
            invitation.relay = this;
            accepted.add(dialog);
            accepted(dialog, response);
            // Before its 2xx goes out: from now on the call outlives this process.
            board.lifetimes.save(dialog);
        }
        send(response, response.status(), asking.localTag, AS_SAID);
        // Over TCP it is said once; over UDP it may get lost (RFC 3261, 13.3.1.4).
        boolean saidOnce = down != null && down.hop().listener().isReliable();
        if (first && saidOnce && !up.listener().isReliable())
            invitation.repetition = up.repeat(board.transactions().writer().copy());
    }

    private void send(WireMessage response, int status, byte[] tag, long rseq) {
        MessageWriter out = board.startResponse(response, status);
        ResponseCrossing crossing =
                new ResponseCrossing(up.echo(), tag, status, up.listener(), identity(response), proof().isShown());
        board.passage.cross(response, out, crossing.secure(isSecure()).numbered(rseq));
        up.respond(status, out);
    }

    @Override
    public void timedOut(ClientTransaction transaction) {
        fail(cancelling == null ? TIMEOUT : TERMINATED);
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        fail(UNAVAILABLE);
    }

    /** Ends it with an answer of our own. */
    void fail(byte[] statusAndReason) {
        if (!up.isOpen()) return;
        up.answer(statusAndReason, tag());
        refused((int) Ascii.number(statusAndReason, 0, 3));
    }
}
