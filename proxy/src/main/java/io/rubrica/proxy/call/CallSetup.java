package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new call: one INVITE in, one out, and a dialog for each fork that answers (RFC 3261, 12.1). */
final class CallSetup extends InviteRelay {
    /** Against an answering side that makes up tags without end. */
    private static final int MOST_FORKS = 32;

    /** Both parties as the INVITE named them on each leg, before there are dialogs. */
    record Parties(
            byte[] callerCallId,
            byte[] callerTag,
            byte[] callerFrom,
            byte[] callerTo,
            byte[] callerTarget,
            byte[] callerRoutes,
            Hop callerHop,
            byte[] calleeCallId,
            byte[] calleeLocalTag,
            byte[] calleeFrom,
            byte[] calleeTarget,
            Hop calleeHop) {}

    private final Peer from;
    private final Peer to;
    private final Parties parties;
    private final CallRecord record;
    private final byte[] tag;
    private final List<Dialog> forks = new ArrayList<>(1);
    private boolean over;

    CallSetup(
            Switchboard board,
            ServerTransaction up,
            long cseq,
            Peer from,
            Peer to,
            Parties parties,
            CallRecord record,
            byte[] tag) {
        super(board, up, cseq);
        this.from = from;
        this.to = to;
        this.parties = parties;
        this.record = record;
        this.tag = tag;
        board.settingUp(1);
    }

    @Override
    byte[] tag() {
        return tag;
    }

    @Override
    Leg answering(Dialog dialog) {
        return dialog.caller();
    }

    @Override
    @Nullable
    Dialog dialog(WireMessage response) {
        NameAddress party = response.to();
        // A phone of RFC 2543 may answer without a tag, which is a tag all the same (RFC 3261, 12.1.2).
        if (!party.hasTag() && response.status() < 200) return null;
        for (Dialog fork : forks) {
            if (Leg.same(fork.callee().remoteTag, response.bytes, party.tagFrom, party.tagTo)) {
                refresh(fork.callee(), response);
                return fork;
            }
        }
        return forks.size() < MOST_FORKS ? newFork(response) : null;
    }

    private Dialog newFork(WireMessage response) {
        NameAddress party = response.to();
        // The first fork has the tag that refusals have; each further one its own, so that they stay apart.
        byte[] localTag = forks.isEmpty() ? tag : board.newTag();
        Leg caller = new Leg(
                from,
                parties.callerCallId,
                localTag,
                parties.callerTag,
                withTag(parties.callerTo, localTag),
                parties.callerFrom,
                parties.callerTarget,
                parties.callerRoutes,
                parties.callerHop);
        Leg callee = new Leg(
                to,
                parties.calleeCallId,
                parties.calleeLocalTag,
                response.copy(party.tagFrom, party.tagTo),
                parties.calleeFrom,
                response.copy(party.start, party.end),
                parties.calleeTarget,
                NO_ROUTES,
                parties.calleeHop);
        callee.lastCseq = cseq();
        refresh(callee, response);
        Dialog fork = new Dialog(DialogTable.key(localTag), caller, callee, record);
        forks.add(fork);
        board.dialogs.early(fork);
        return fork;
    }

    private static final byte[] NO_ROUTES = {};
    private static final byte[] TAG = Ascii.bytes(";tag=");

    private byte[] withTag(byte[] party, byte[] tag) {
        return board.scratch().put(party).put(TAG).put(tag).copy();
    }

    /** The way back that the answer names (RFC 3261, 12.1.2), which a 2xx may still change (13.2.2.4). */
    private void refresh(Leg callee, WireMessage response) {
        byte[] contact = board.contactOf(response);
        if (contact != null) callee.target = contact;
        if (response.has(HeaderKind.RECORD_ROUTE)) callee.routes = board.routes.fromResponse(response);
        callee.hop = board.destinations.of(callee.routes, callee.target, parties.calleeHop);
    }

    @Override
    Identity identity(WireMessage response) {
        return board.identityOfAnswer(to, from, record, response);
    }

    @Override
    int translate(int status) {
        // One PBX that is full does not mean that the trunk should leave us alone (RFC 3261, 16.7).
        return status == 503 && from.isTrunk() ? 500 : status;
    }

    @Override
    void accepted(Dialog dialog, WireMessage response) {
        for (Dialog other : forks) if (other != dialog && other.up) other.joinedBy(dialog);
        board.lifetimes.answered(dialog, response);
        done();
    }

    @Override
    void refused(int status) {
        forks.forEach(board.dialogs::remove);
        board.lifetimes.over(record, Outcome.of(status), status);
        done();
    }

    @Override
    boolean isAlone() {
        return forks.size() == 1;
    }

    private void done() {
        if (!over) board.settingUp(-1);
        over = true;
    }

    @Override
    void forgotten(List<Dialog> acceptedOnes) {
        done();
        for (Dialog fork : forks) {
            if (acceptedOnes.contains(fork)) board.dialogs.release(fork);
            else board.dialogs.remove(fork);
        }
    }
}
