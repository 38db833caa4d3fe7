package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new call: one INVITE in, one out, to one target after the other until one answers, and a dialog for each fork that
 * answers (RFC 3261, 12.1).
 */
final class CallSetup extends InviteRelay {
    /**
     * Both parties as the INVITE named them on each leg, before there are dialogs.
     *
     * @param secure whether the call was asked for with a sips URI
     */
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
            Hop calleeHop,
            boolean secure) {}

    private static final byte[] SERVER_ERROR = Ascii.bytes("500 Server Internal Error");

    private final OutgoingInvite outgoing;
    private final Peer from;
    private final List<Target> targets;
    private final TrunkPlace place;
    private final byte[] tag;
    private final Forks forks;
    private final RingLimit ringLimit = new RingLimit();
    private int next;
    /** What is added to the caller's number, because challenges were answered. */
    private long offset;

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
        this.forks = new Forks(board, from, tag);
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
        Proof proof = board.challenges.proof(written.target().peer());
        Attempt attempt = new Attempt(this, written, proof, Lesson.about(board, written.target()));
        trying = attempt;
        offset = 0;
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

    private Attempt attempt() {
        Attempt attempt = trying;
        if (attempt == null) throw new IllegalStateException("a call that was sent to nobody");
        return attempt;
    }

    private OutgoingInvite.Written written() {
        return attempt().written;
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
        if (forks.tells(response)) super.response(transaction, response);
    }

    @Override
    Proof proof() {
        return attempt().proof;
    }

    @Override
    void sayAgain(ClientTransaction challenged) {
        long number = cseq() + offset + 1;
        for (Dialog fork : forks.all()) number = Math.max(number, fork.callee().lastCseq + 1);
        offset = number - cseq();
        for (Dialog fork : forks.all()) {
            fork.callee().takeNumber(number);
            fork.callee().setupOffset = offset;
        }
        Attempt attempt = attempt();
        if (hasFurther()) waitForSignOfLife(attempt);
        ClientTransaction sent =
                attempt.proof.again(challenged, number, written().target().hop(), attempt);
        if (trying == attempt) sent(sent);
    }

    /** Once the caller hears of one target, no other is tried. */
    @Override
    void settle() {
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
        return forks.of(response, written(), cseq(), offset);
    }

    @Override
    boolean isSecure() {
        return parties().secure();
    }

    @Override
    long rseq(Dialog dialog, WireMessage response) {
        return forks.rseq(dialog, response);
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
        forks.accepted(dialog);
        board.lifetimes.answered(dialog, response);
        done();
    }

    @Override
    void refused(int status) {
        forks.all().forEach(board.dialogs::remove);
        board.lifetimes.over(written().record(), Outcome.of(status), status);
        done();
    }

    @Override
    boolean isAlone() {
        return forks.isAlone();
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
        for (Dialog fork : forks.all()) {
            if (acceptedOnes.contains(fork)) board.dialogs.release(fork);
            else board.dialogs.remove(fork);
        }
    }
}
