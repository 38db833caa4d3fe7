package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.ReplyPath;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;

/**
 * A 2xx to an INVITE that nobody waits for any more. It repeats one that was confirmed, and gets the ACK again; or it was
 * relayed or awaited by the process before this one, and goes its way; or it answers a call of ours that is lost, and is
 * confirmed and ended from its own headers.
 */
final class LateAnswers {
    private final Switchboard board;
    private final Signature signature;

    LateAnswers(Switchboard board, Signature signature) {
        this.board = board;
        this.signature = signature;
    }

    /** Takes an answer; false: it is nothing of ours. */
    boolean take(WireMessage answer, InetSocketAddress source, Listener on) {
        if (answer.method() != Method.INVITE || answer.status() < 200 || answer.status() > 299) return false;
        Leg asked = board.dialogs.findAsked(answer);
        if (asked != null) return known(asked, answer);
        byte[] callId = answer.copyValue(HeaderKind.CALL_ID);
        if (!signature.isOurs(callId, answer.bytes, answer.from().tagFrom, answer.from().tagTo)) return false;
        // What its INVITE showed of our credentials is lost with the process that sent it.
        board.unwanted.end(answer, new Hop(on, source), board.challenges.proof(board.peerAt(source, on)));
        return true;
    }

    private boolean known(Leg asked, WireMessage answer) {
        Dialog dialog = asked.dialog();
        Invitation invitation = dialog.invitationTo(asked, answer.cseq());
        if (invitation == null) return false;
        byte[] ack = invitation.ack;
        ReplyPath back = invitation.back;
        if (ack != null) {
            // The ACK was lost on that side; the other side has done its part.
            asked.hop.send(ack, 0, ack.length);
        } else if (back != null) {
            if (invitation.accepted == 0) {
                invitation.accepted = board.now();
                board.refreshTarget(asked, answer);
                board.lifetimes.refreshed(dialog, answer);
                board.lifetimes.save(dialog);
            }
            Leg asking = asked.other();
            MessageWriter out = board.startResponse(answer, answer.status());
            Identity identity = board.identityOfAnswer(asked.peer, asking.peer, dialog.record, answer, asking.local);
            board.passage.cross(
                    answer,
                    out,
                    new ResponseCrossing(
                                    back.echo(),
                                    asking.localTag,
                                    answer.status(),
                                    back.listener(),
                                    identity,
                                    invitation.credentials.length > 0)
                            .secure(dialog.secure));
            back.respond(out);
        }
        return true;
    }
}
