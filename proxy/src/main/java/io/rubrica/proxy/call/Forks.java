package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dialogs that the answers to one INVITE make, one for each phone that rings (RFC 3261, 12.1). The caller knows each by
 * a tag of its own; or all of them by one tag, where its trunk cannot bear several: then it speaks with the phone that spoke
 * last, and once a phone has answered there is no other.
 */
final class Forks {
    /** Against an answering side that makes up tags without end. */
    private static final int MOST = 32;

    /** RFC 6228. */
    private static final int EARLY_DIALOG_TERMINATED = 199;

    private static final byte[] NO_ROUTES = {};
    private static final byte[] TAG = Ascii.bytes(";tag=");

    private final Switchboard board;
    private final Peer from;
    private final byte[] tag;
    private final @Nullable ReliableAnswers reliable;
    private final List<Dialog> all = new ArrayList<>(1);
    /** Who spoke last, of those that share a tag. */
    private @Nullable Dialog current;

    private boolean won;

    /** @param tag ours, in all that is said to the caller before there is a dialog */
    Forks(Switchboard board, Peer from, byte[] tag) {
        this.board = board;
        this.from = from;
        this.tag = tag;
        reliable = from.rules().singleFork() ? new ReliableAnswers() : null;
    }

    List<Dialog> all() {
        return all;
    }

    boolean isAlone() {
        return all.size() == 1;
    }

    private boolean shareATag() {
        return reliable != null;
    }

    /** Whether the caller hears of an answer: that one phone of several rings no more is nothing to who knows only one. */
    boolean tells(WireMessage response) {
        return response.status() != EARLY_DIALOG_TERMINATED || !shareATag();
    }

    /**
     * The dialog that an answer belongs to, made where it is new; null: it makes none.
     *
     * @param cseq the INVITE's number on the caller's leg
     * @param offset what was added to it on the callee's
     */
    @Nullable
    Dialog of(WireMessage response, OutgoingInvite.Written invite, long cseq, long offset) {
        NameAddress party = response.to();
        // A phone of RFC 2543 may answer without a tag, which is a tag all the same (RFC 3261, 12.1.2).
        if (!party.hasTag() && response.status() < 200) return null;
        Dialog fork = known(response);
        if (fork == null && all.size() < MOST && !(won && shareATag())) fork = made(response, invite, cseq, offset);
        if (fork == null || won && shareATag() && fork != current) return null;
        refresh(fork.callee(), response, invite.parties());
        if (shareATag()) speaks(fork);
        return fork;
    }

    private @Nullable Dialog known(WireMessage response) {
        NameAddress party = response.to();
        for (Dialog fork : all)
            if (Leg.same(fork.callee().remoteTag, response.bytes, party.tagFrom, party.tagTo)) return fork;
        return null;
    }

    private Dialog made(WireMessage response, OutgoingInvite.Written invite, long cseq, long offset) {
        CallSetup.Parties parties = invite.parties();
        NameAddress party = response.to();
        // The first fork has the tag that refusals have; each further one its own, so that they stay apart.
        byte[] own = all.isEmpty() ? tag : board.newTag();
        byte[] localTag = shareATag() ? tag : own;
        Leg caller = new Leg(
                from,
                parties.callerCallId(),
                localTag,
                parties.callerTag(),
                withTag(parties.callerTo(), localTag),
                parties.callerFrom(),
                parties.callerTarget(),
                parties.callerRoutes(),
                parties.callerHop());
        Leg callee = new Leg(
                invite.target().peer(),
                parties.calleeCallId(),
                parties.calleeLocalTag(),
                response.copy(party.tagFrom, party.tagTo),
                parties.calleeFrom(),
                response.copy(party.start, party.end),
                parties.calleeTarget(),
                NO_ROUTES,
                parties.calleeHop());
        callee.lastCseq = cseq + offset;
        callee.cseqOffset = offset;
        callee.setupOffset = offset;
        Dialog fork = new Dialog(DialogTable.key(own), caller, callee, invite.record());
        fork.secure = parties.secure();
        if (shareATag()) fork.forks = this;
        all.add(fork);
        board.dialogs.early(fork);
        return fork;
    }

    private byte[] withTag(byte[] party, byte[] tag) {
        return board.scratch().put(party).put(TAG).put(tag).copy();
    }

    /** The way back that the answer names (RFC 3261, 12.1.2), which a 2xx may still change (13.2.2.4). */
    private void refresh(Leg callee, WireMessage response, CallSetup.Parties parties) {
        byte[] contact = board.contactOf(response);
        if (contact != null) callee.target = contact;
        if (response.has(HeaderKind.RECORD_ROUTE)) callee.routes = board.routes.fromResponse(response);
        callee.hop = board.destinations.of(callee.routes, callee.target, parties.calleeHop());
    }

    /** From now on what the caller says under the tag of all is said to this one. */
    private void speaks(Dialog fork) {
        Dialog before = current;
        current = fork;
        if (before == null || before == fork) return;
        board.dialogs.exchange(before, fork);
        fork.caller().target = before.caller().target;
        fork.caller().hop = before.caller().hop;
    }

    /** Before one of those that share a tag asks the caller something: numbers only ever rise (RFC 3261, 12.2.2). */
    void align(Dialog fork) {
        long highest = 0;
        for (Dialog each : all) highest = Math.max(highest, each.caller().lastCseq);
        Leg caller = fork.caller();
        caller.cseqOffset += highest - caller.lastCseq;
        caller.lastCseq = highest;
    }

    /** One of them answered. */
    void accepted(Dialog fork) {
        if (!shareATag()) {
            for (Dialog other : all) if (other != fork && other.up) other.joinedBy(fork);
            return;
        }
        if (won) return;
        won = true;
        align(fork);
        for (Dialog other : all) if (other != fork) board.dialogs.remove(other);
    }

    // --- reliable answers (RFC 3262) of those that share a tag

    /** The number that a reliable answer has towards the caller; below 0: as it stands. */
    long rseq(Dialog fork, WireMessage response) {
        return reliable == null ? -1 : reliable.said(fork, response);
    }

    /** The answer that the caller's PRACK confirms; null: none that is known. */
    ReliableAnswers.@Nullable Said confirmedBy(WireMessage prack) {
        return reliable == null ? null : reliable.confirmedBy(prack);
    }
}
