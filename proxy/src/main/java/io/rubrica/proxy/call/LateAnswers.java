package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.ReplyPath;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.trunk.Peer;
import java.net.InetSocketAddress;

/**
 * A 2xx to an INVITE that nobody waits for any more. It repeats one that was confirmed, and gets the ACK again; or it was
 * relayed or awaited by the process before this one, and goes its way; or it answers a call of ours that is lost, and is
 * confirmed and ended from its own headers.
 */
final class LateAnswers {
    private static final int REMEMBERED = 1024;
    private static final int ENDED = 13;
    private static final byte[] NOTHING = {};

    private final Switchboard board;
    private final Signature signature;
    /** Calls that a BYE went out for already. */
    private final long[] ended = new long[REMEMBERED];

    private int next;
    private final io.rubrica.proxy.sip.SipHash hash = io.rubrica.proxy.sip.SipHash.random();

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
        Hop back = new Hop(on, source);
        // What its INVITE showed of our credentials is lost with the process that sent it.
        board.unwanted.acknowledge(answer, back, NOTHING);
        Peer peer = board.peerAt(source, on);
        if (!wasEnded(answer)) board.unwanted.hangUp(answer, back, board.challenges.proof(peer));
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

    /** It is repeated until its ACK arrives, and one BYE is enough. */
    private boolean wasEnded(WireMessage answer) {
        byte[] in = answer.bytes;
        long call = hash.of(
                        ENDED,
                        in,
                        answer.from().tagFrom,
                        answer.from().tagTo,
                        in,
                        answer.to().tagFrom,
                        answer.to().tagTo)
                | 1;
        for (long one : ended) if (one == call) return true;
        ended[next] = call;
        next = (next + 1) % REMEMBERED;
        return false;
    }
}
