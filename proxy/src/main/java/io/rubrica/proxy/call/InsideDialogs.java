package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import org.jspecify.annotations.Nullable;

/** What the two sides of a call say to each other inside it: found by its dialog, and said anew on the other leg. */
final class InsideDialogs {
    private static final byte[] NO_DIALOG = Ascii.bytes("481 Call/Transaction Does Not Exist");
    /** RFC 3515, 2.4.2. */
    private static final byte[] DECLINE = Ascii.bytes("603 Decline");

    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] TERMINATED = Ascii.bytes("terminated");
    private static final byte[] NOTHING = {};

    private final Switchboard board;

    InsideDialogs(Switchboard board) {
        this.board = board;
    }

    /** A request with a To tag. */
    void request(ServerTransaction transaction, WireMessage request) {
        Leg from = board.dialogs.find(request);
        if (from == null) {
            board.counters.unknownDialogs.increment();
            transaction.answer(NO_DIALOG, NOTHING);
            return;
        }
        board.counters.inDialogRequests.increment();
        ReliableAnswers.Said confirmed = confirmed(from, request);
        relay(transaction, request, confirmed == null ? from : confirmed.fork().caller());
    }

    private void relay(ServerTransaction transaction, WireMessage request, Leg from) {
        Leg to = from.other();
        if (request.method() == Method.REFER && rejectsRefer(from)) {
            board.counters.transfersDeclined.increment();
            transaction.answer(DECLINE, NOTHING);
            return;
        }
        if (request.method() == Method.INVITE || request.method() == Method.UPDATE) board.refreshTarget(from, request);
        to.hop = board.destinations.next(to);
        Dialog dialog = from.dialog();
        if (dialog.forks != null && to.isCaller()) dialog.forks.align(dialog);
        long cseqThere = to.cseqHere(request.cseq());
        if (request.method() == Method.REFER) to.referOffset = to.cseqOffset;
        Transactions transactions = board.transactions();
        long id = transactions.newId();
        MessageWriter out = transactions.writer();
        // What the dialog has to remember is kept before the request goes out.
        if (request.method() == Method.INVITE) {
            Invitation invitation =
                    dialog.invited(new Invitation(from.isCaller(), request.cseq(), cseqThere, transaction.replyPath()));
            Reinvite relay = new Reinvite(board, transaction, from, invitation);
            board.lifetimes.saveConfirmed(dialog);
            cross(request, out, from, id, to.cseqOffset, NOTHING);
            relay.sent(transactions.send(id, Method.INVITE, out, to.hop, relay));
        } else {
            RequestRelay relay = new RequestRelay(board, transaction, from, saysTerminated(request));
            if (request.method() == Method.BYE) board.lifetimes.ended(dialog, Outcome.ANSWERED, 200);
            else board.lifetimes.saveConfirmed(dialog);
            cross(request, out, from, id, to.cseqOffset, NOTHING);
            transactions.send(id, request.method(), out, to.hop, relay);
        }
    }

    /** What a PRACK confirms, where several phones have answered under one tag; null: it tells by itself. */
    private static ReliableAnswers.@Nullable Said confirmed(Leg from, WireMessage request) {
        Forks forks = from.dialog().forks;
        return forks == null || request.method() != Method.PRACK ? null : forks.confirmedBy(request);
    }

    /** Whether transfers end here, as the trunk of the call has it; nobody is kept from moving an emergency call. */
    private static boolean rejectsRefer(Leg from) {
        boolean rejected =
                from.peer.rules().rejectsRefer() || from.other().peer.rules().rejectsRefer();
        return rejected && !from.dialog().record.emergency;
    }

    /** Whether a subscription's last NOTIFY speaks (RFC 6665, 4.1.3). */
    private static boolean saysTerminated(WireMessage request) {
        int header = request.first(HeaderKind.SUBSCRIPTION_STATE);
        if (header < 0) return false;
        int from = request.valueFrom(header);
        int to = from + TERMINATED.length;
        return to <= request.valueTo(header) && Ascii.says(request.bytes, from, to, TERMINATED);
    }

    /** The ACK of a 2xx; that of a refusal stays with its transaction. */
    void ack(WireMessage ack) {
        Leg from = board.dialogs.find(ack);
        if (from == null) {
            board.counters.unknownDialogs.increment();
            return;
        }
        Leg to = from.other();
        Dialog dialog = from.dialog();
        Invitation invitation = dialog.invitationBy(from.isCaller(), ack.cseq());
        Transactions transactions = board.transactions();
        MessageWriter out = transactions.writer();
        // It says the number that its INVITE had there, whatever was sent since (RFC 3261, 13.2.2.4).
        long offset = invitation == null ? to.cseqOffset : invitation.cseqThere - invitation.cseq;
        byte[] credentials = invitation == null ? NOTHING : invitation.credentials;
        cross(ack, out, from, transactions.newId(), offset, credentials);
        boolean confirms = invitation != null && invitation.isAwaitingAck();
        InviteRelay relay = null;
        if (invitation != null && confirms) {
            invitation.acknowledged(out.copy());
            relay = invitation.relay;
            board.lifetimes.saveConfirmed(dialog);
        }
        to.hop.send(out.bytes(), 0, out.length());
        if (relay != null) relay.confirmed();
    }

    /** Writes a request inside a dialog as the other leg says it. */
    private void cross(WireMessage request, MessageWriter out, Leg from, long id, long cseqOffset, byte[] further) {
        Leg to = from.other();
        CallRecord record = from.dialog().record;
        out.clear();
        out.put(request.bytes, request.methodFrom(), request.methodTo()).put((byte) ' ');
        board.routes.requestUri(to.routes, to.target, out);
        out.put(END_OF_START_LINE);
        // The name that we wrote comes back in the To of the PBX's requests; the trunk gets its own words.
        boolean restored = record.name() != null && to.peer.isTrunk();
        ReliableAnswers.Said confirmed = confirmed(from, request);
        board.passage.cross(
                request,
                out,
                new RequestCrossing(
                                board.transactions(),
                                to.hop.listener(),
                                id,
                                board.routes.lines(to.routes, to.target),
                                to.callId,
                                to.localTag,
                                to.remoteTag,
                                cseqOffset,
                                board.identityInside(from, request),
                                board.callerHeaders.ofOtherLeg(request, request.from(), from.remote, to.local),
                                restored
                                        ? to.remote
                                        : board.callerHeaders.ofOtherLeg(request, request.to(), from.local, to.remote),
                                to)
                        .secure(from.dialog().secure)
                        .transfers(request.method() == Method.NOTIFY ? -from.referOffset : to.referOffset)
                        .confirming(confirmed == null ? -1 : confirmed.rseq()),
                board.headerChanges(from.peer, to.peer, record.emergency),
                further);
    }
}
