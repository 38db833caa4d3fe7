package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new call: one INVITE in, one out, to one target after the other until one answers, and a dialog for each fork that
 * answers (RFC 3261, 12.1).
 */
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

    private static final byte[] SERVER_ERROR = Ascii.bytes("500 Server Internal Error");

    private final OutgoingInvite outgoing;
    private final Peer from;
    private final List<Target> targets;
    private final TrunkPlace place;
    private final byte[] tag;
    private final List<Dialog> forks = new ArrayList<>(1);
    private final RingLimit ringLimit = new RingLimit();
    private int next;
    private @Nullable Attempt trying;
    /** Whether the caller hears of the target that is tried, so that it is the last. */
    private boolean settled;

    private boolean heardOverload;
    private boolean heardSilence;
    private boolean over;

    /**
     * @param targets where to send it, best first; at least one
     * @param place what the call holds already: at the trunk that it comes from, or at the first target
     */
    CallSetup(
            Switchboard board,
            ServerTransaction up,
            long cseq,
            OutgoingInvite outgoing,
            List<Target> targets,
            TrunkPlace place) {
        super(board, up, cseq);
        this.outgoing = outgoing;
        this.from = outgoing.from();
        this.targets = targets;
        this.place = place;
        this.tag = board.newTag();
        board.settingUp(1);
    }

    /** Sends it to the first target. */
    void begin(WireMessage invite) {
        if (targets.size() > 1) outgoing.keep(invite);
        board.transactions()
                .wheel()
                .set(ringLimit, board.now(), board.settings().maxRing().toMillis());
        send(outgoing.to(targets.get(next++), invite));
    }

    // --- from target to target (RFC 3263, 4.3)

    private void send(OutgoingInvite.Written written) {
        Attempt attempt = new Attempt(
                this,
                written,
                board.unwanted.new Ended(),
                new Lesson(board, board.healths.of(written.target().hop())));
        trying = attempt;
        if (hasFurther()) waitForSignOfLife(attempt);
        Transactions transactions = board.transactions();
        ClientTransaction sent = transactions.send(
                written.id(),
                Method.INVITE,
                transactions.writer(),
                written.target().hop(),
                attempt);
        // What cannot be sent may have gone on to the next target already.
        if (trying == attempt) sent(sent);
    }

    private void waitForSignOfLife(Attempt attempt) {
        board.transactions()
                .wheel()
                .set(attempt, board.now(), board.settings().failOverAfter().toMillis());
    }

    private boolean hasFurther() {
        return next < targets.size() && !settled;
    }

    private boolean mayGoOn() {
        return hasFurther() && !isCancelled() && up.isOpen();
    }

    /** Tries the next target that takes it; false: there is none. */
    private boolean goOn() {
        while (mayGoOn()) {
            Target target = targets.get(next++);
            if (target.peer().isTrunk() && place.take(target.peer()) != null) continue;
            send(outgoing.again(target));
            return true;
        }
        return false;
    }

    /** Whether this is the try whose answers are the caller's. */
    boolean isTrying(Attempt attempt) {
        return trying == attempt;
    }

    private OutgoingInvite.Written written() {
        Attempt attempt = trying;
        if (attempt == null) throw new IllegalStateException("a call that was sent to nobody");
        return attempt.written;
    }

    private Parties parties() {
        return written().parties();
    }

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
        stopWaiting();
        if (response.status() == 503 && mayGoOn()) {
            heardOverload = true;
            if (goOn()) return;
        }
        if (response.status() > 100) settle();
        super.response(transaction, response);
    }

    /** Once the caller hears of one target, no other is tried. */
    private void settle() {
        settled = true;
        outgoing.forget();
    }

    private void stopWaiting() {
        Attempt attempt = trying;
        if (attempt != null) board.transactions().wheel().cancel(attempt);
    }

    @Override
    public void cancelled(WireMessage cancel) {
        super.cancelled(cancel);
        // A target that has said nothing may never do so, and the caller has no reason to wait for it.
        Attempt attempt = trying;
        if (attempt != null && !isProceeding()) waitForSignOfLife(attempt);
    }

    /** The target has said nothing. */
    void silent() {
        heardSilence = true;
        if (isCancelled()) giveUp(TERMINATED);
        else goOn();
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        stopWaiting();
        if (isCancelled()) fail(TERMINATED);
        else if (goOn()) return;
        else if (heardOverload && from.isTrunk()) fail(SERVER_ERROR);
        else if (heardSilence && !heardOverload) fail(TIMEOUT);
        else fail(UNAVAILABLE);
    }

    /** Answers the caller; the target is told to stop, and what it still says is not the caller's any more. */
    private void giveUp(byte[] statusAndReason) {
        takeBack();
        fail(statusAndReason);
    }

    private final class RingLimit extends TimerWheel.Timer {
        @Override
        protected void fire() {
            if (up.isOpen()) giveUp(isCancelled() ? TERMINATED : TIMEOUT);
        }
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
        Parties parties = parties();
        Peer to = written().target().peer();
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
        Dialog fork =
                new Dialog(DialogTable.key(localTag), caller, callee, written().record());
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
        callee.hop = board.destinations.of(callee.routes, callee.target, parties().calleeHop);
    }

    @Override
    Identity identity(WireMessage response) {
        OutgoingInvite.Written written = written();
        return board.identityOfAnswer(
                written.target().peer(),
                from,
                written.record(),
                response,
                written.parties().callerTo());
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
        board.lifetimes.over(written().record(), Outcome.of(status), status);
        done();
    }

    @Override
    boolean isAlone() {
        return forks.size() == 1;
    }

    private void done() {
        if (over) return;
        over = true;
        place.leave();
        board.settingUp(-1);
        stopWaiting();
        board.transactions().wheel().cancel(ringLimit);
        outgoing.forget();
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
