package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.trunk.Peer;

/**
 * One side of a call: our dialog with the trunk or with the PBX (RFC 3261, section 12). {@code local} is who we are on it,
 * {@code remote} who the peer is; both are whole header values with their tags.
 */
final class Leg {
    final Peer peer;
    final byte[] callId;
    final byte[] localTag;
    final byte[] remoteTag;
    final byte[] local;
    final byte[] remote;
    /** The peer's Contact URI: the Request-URI of what we send. */
    byte[] target;
    /** {@code Route} lines of what we send; may be empty. */
    byte[] routes;

    /** Where its requests are sent. */
    Hop hop;
    /** The highest CSeq that we have sent here. */
    long lastCseq;
    /** What is added to the other leg's CSeq numbers when its requests are sent here. */
    long cseqOffset;

    /** What it was when a REFER was sent here last: its outcome is told under that number. */
    long referOffset;
    /** The same for the INVITE that the call began with; this process's own, as it matters only until it is answered. */
    long setupOffset;

    private Dialog dialog = Dialog.NONE;

    Leg(
            Peer peer,
            byte[] callId,
            byte[] localTag,
            byte[] remoteTag,
            byte[] local,
            byte[] remote,
            byte[] target,
            byte[] routes,
            Hop hop) {
        this.peer = peer;
        this.callId = callId;
        this.localTag = localTag;
        this.remoteTag = remoteTag;
        this.local = local;
        this.remote = remote;
        this.target = target;
        this.routes = routes;
        this.hop = hop;
    }

    void joined(Dialog joined) {
        dialog = joined;
    }

    Dialog dialog() {
        return dialog;
    }

    Leg other() {
        return dialog.caller() == this ? dialog.callee() : dialog.caller();
    }

    boolean isCaller() {
        return dialog.caller() == this;
    }

    /** The CSeq that a request of the other leg has here. */
    long cseqHere(long there) {
        long here = there + cseqOffset;
        lastCseq = Math.max(lastCseq, here);
        return here;
    }

    /** The CSeq that an INVITE of the other leg had here. */
    long inviteHere(long there) {
        Invitation invitation = dialog.invitationBy(!isCaller(), there);
        if (invitation != null) return invitation.cseqThere;
        return there + (dialog.up ? cseqOffset : setupOffset);
    }

    /** Takes a number for a request of ours; the other side's requests are counted on from it. */
    void takeNumber() {
        takeNumber(lastCseq + 1);
    }

    void takeNumber(long number) {
        cseqOffset += number - lastCseq;
        lastCseq = number;
    }

    static boolean same(byte[] value, byte[] in, int from, int to) {
        return Ascii.same(value, 0, value.length, in, from, to);
    }
}
