package io.rubrica.proxy.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that the two legs share, early or confirmed; forks of one INVITE have one each. It is an object only while
 * something of it is in progress: what stands here is written into the {@link DialogTable} and read again.
 */
final class Dialog {
    static final Dialog NONE = new Dialog();

    /** More INVITEs than these at once only a broken peer sends. */
    private static final int MOST_INVITATIONS = 4;

    private final @Nullable Leg caller;
    private final @Nullable Leg callee;
    final CallRecord record;
    /** The number in our tag on the caller's leg: its key in the table. */
    long key;

    /** INVITEs whose answers may still come, the latest last. */
    final List<Invitation> invitations = new ArrayList<>(1);
    /** It was asked for with a sips URI: each hop of it is over TLS (RFC 3261, 12.1.1 and 26.2.2). */
    boolean secure;
    /** Keys of the other forks of its INVITE that answered. */
    long[] siblings = {};

    /** It was answered and has not ended. */
    boolean up;
    /** When it is forgotten, once it has ended; 0: it has not. */
    long forgottenAt;
    /** Seconds of the session timer (RFC 4028); 0: there is none. */
    long sessionSeconds;
    /** When both sides were last known to be there. */
    long seenAt;
    /** Transfers whose outcome is still to be told (RFC 3515, 2.4.4). */
    int transfers;
    /** When it is looked at next; {@link Long#MAX_VALUE}: nobody will. */
    long lookedAt = Long.MAX_VALUE;

    // What follows is this process's own.

    /** How many work on it; while some do, they share this object. */
    int holders;
    /** It is in the store. */
    boolean stored;
    /** The store had no room for it. */
    boolean overflowed;
    /** The other early dialogs of its INVITE, where all share a tag; null: it has a tag of its own. */
    @Nullable
    Forks forks;

    /** Our question whether both are there is under way. */
    boolean asking;

    private Dialog() {
        caller = null;
        callee = null;
        record = CallRecord.NONE;
        key = 0;
    }

    Dialog(long key, Leg caller, Leg callee, CallRecord record) {
        this.key = key;
        this.caller = caller;
        this.callee = callee;
        this.record = record;
        caller.joined(this);
        callee.joined(this);
    }

    /** Takes note of an INVITE. */
    Invitation invited(Invitation invitation) {
        if (invitations.size() == MOST_INVITATIONS) invitations.remove(0);
        invitations.add(invitation);
        return invitation;
    }

    /** The INVITE that this side sent with this number, or null. */
    @Nullable
    Invitation invitationBy(boolean byCaller, long cseq) {
        for (Invitation one : invitations) if (one.byCaller == byCaller && one.cseq == cseq) return one;
        return null;
    }

    /** The INVITE that an answer from a leg belongs to, or null. */
    @Nullable
    Invitation invitationTo(Leg asked, long cseqThere) {
        for (Invitation one : invitations)
            if (one.byCaller != asked.isCaller() && one.cseqThere == cseqThere) return one;
        return null;
    }

    /** Another fork of the same INVITE answered, too: the call is over when both are. */
    void joinedBy(Dialog other) {
        siblings = with(siblings, other.key);
        other.siblings = with(other.siblings, key);
    }

    private static long[] with(long[] keys, long key) {
        long[] more = Arrays.copyOf(keys, keys.length + 1);
        more[keys.length] = key;
        return more;
    }

    boolean hasEnded() {
        return forgottenAt != 0;
    }

    /** The leg that the INVITE came on. */
    Leg caller() {
        if (caller == null) throw new IllegalStateException("a leg without a dialog");
        return caller;
    }

    /** The leg that the INVITE was sent on. */
    Leg callee() {
        if (callee == null) throw new IllegalStateException("a leg without a dialog");
        return callee;
    }
}
