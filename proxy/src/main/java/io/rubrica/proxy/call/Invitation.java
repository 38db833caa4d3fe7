package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Repetition;
import io.rubrica.proxy.sip.ReplyPath;
import org.jspecify.annotations.Nullable;

/** An INVITE of a dialog, for as long as its 2xx may come again: what then is to be relayed, or said once more. */
final class Invitation {
    /** Whether the caller's side sent it. */
    final boolean byCaller;
    /** Its number as the inviting side said it, which its ACK repeats. */
    final long cseq;
    /** Its number as the invited side was told, which its answers repeat. */
    long cseqThere;
    /** Header lines with the credentials that it went out with, which its ACK repeats (RFC 3261, 22.1). */
    byte[] credentials = {};
    /** When its first 2xx was relayed; 0: none came yet. */
    long accepted;
    /** The way of its answers; null: it is confirmed, and they end here. */
    @Nullable
    ReplyPath back;
    /** The ACK that went out for it; null: none came yet. */
    byte @Nullable [] ack;
    /** Who carries it, while this process does. */
    @Nullable
    InviteRelay relay;
    /** Says its 2xx again where nobody else does; null: nobody needs to. */
    @Nullable
    Repetition repetition;

    Invitation(boolean byCaller, long cseq, long cseqThere, @Nullable ReplyPath back) {
        this.byCaller = byCaller;
        this.cseq = cseq;
        this.cseqThere = cseqThere;
        this.back = back;
    }

    boolean isAwaitingAck() {
        return accepted != 0 && ack == null;
    }

    void acknowledged(byte[] sent) {
        ack = sent;
        back = null;
        stopRepeating();
    }

    /** Nobody carries it any more. */
    void leftAlone() {
        relay = null;
        stopRepeating();
    }

    private void stopRepeating() {
        if (repetition != null) repetition.stop();
        repetition = null;
    }
}
