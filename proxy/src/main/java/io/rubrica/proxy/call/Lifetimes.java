package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.TrunkGate;
import io.rubrica.proxy.trunk.TrunkGates;

/**
 * How long dialogs last: when a call ends, when a finished one is forgotten, and how one is found out whose end was never
 * told. Each is looked at when its time comes; nobody goes through all of them.
 */
final class Lifetimes {
    /** 64*T1: so long a 2xx is repeated, and a finished dialog answers what crossed its BYE (RFC 3261, 13.3.1.4). */
    static final long LINGER = 32_000;

    /** A refresh that is on its way when the session timer ends may still come. */
    private static final long SESSION_GRACE = LINGER;
    /** So long the outcome of a transfer is waited for; a subscription to it has no longer default (RFC 3515, 2.4.4). */
    private static final long TRANSFER = 180_000;

    private static final long LOOK_EVERY = 100;
    /** A question is answered, or has timed out, before this. */
    private static final long ASKED_AGAIN = LINGER + 8_000;
    /** What one look may cost: a thousand dialogs forgotten, or twenty ended or asked. */
    private static final int EFFORT = 1000;

    private static final int TALK = 50;

    private final DialogTable dialogs;
    private final Transactions transactions;
    private final OwnRequests requests;
    private final TrunkGates gates;
    private CallSettings settings;
    private final CallCounters counters;
    private final CallEvents events;
    private final Deadlines deadlines = new Deadlines();
    private int up;

    Lifetimes(
            DialogTable dialogs,
            Transactions transactions,
            Challenges challenges,
            TrunkGates gates,
            CallSettings settings,
            CallCounters counters,
            CallEvents events) {
        this.dialogs = dialogs;
        this.transactions = transactions;
        this.requests = new OwnRequests(transactions, challenges, this, dialogs);
        this.gates = gates;
        this.settings = settings;
        this.counters = counters;
        this.events = events;
        transactions.wheel().set(new Look(), now(), LOOK_EVERY);
    }

    /** From now on calls live as long as these say. */
    void reconfigure(CallSettings newSettings) {
        settings = newSettings;
    }

    private long now() {
        return transactions.now();
    }

    /** Calls that are up. */
    int up() {
        return up;
    }

    /** A dialog that the last process left. */
    void takenUp(Dialog dialog) {
        if (dialog.up) up(dialog);
        if (dialog.lookedAt != Long.MAX_VALUE) deadlines.add(dialog.lookedAt, dialog.key);
        // The settings may have become stricter meanwhile.
        if (due(dialog) < dialog.lookedAt) save(dialog);
    }

    private void up(Dialog dialog) {
        up++;
        gate(dialog).entered();
    }

    private TrunkGate gate(Dialog dialog) {
        Peer caller = dialog.caller().peer;
        Peer trunk = caller.isTrunk() ? caller : dialog.callee().peer;
        return gates.of(trunk.name());
    }

    // --- what happens to a call

    /** A fork is answered; to be saved by whoever says so. */
    void answered(Dialog dialog, WireMessage response) {
        if (!dialog.up && !dialog.hasEnded()) up(dialog);
        dialog.up = !dialog.hasEnded();
        dialog.record.answered(now());
        refreshed(dialog, response);
    }

    /** A 2xx to INVITE or UPDATE, which sets the session timer anew or ends it (RFC 4028, 7.2 and 9). */
    void refreshed(Dialog dialog, WireMessage response) {
        dialog.seenAt = now();
        dialog.sessionSeconds = sessionExpires(response);
    }

    private static long sessionExpires(WireMessage response) {
        int header = response.first(HeaderKind.SESSION_EXPIRES);
        if (header < 0) return 0;
        int from = response.valueFrom(header);
        int to = from;
        while (to < response.valueTo(header) && response.bytes[to] >= '0' && response.bytes[to] <= '9') to++;
        return Math.max(0, Ascii.number(response.bytes, from, to));
    }

    /** Keeps a confirmed dialog as it is now, and sees to it that it is looked at in time. */
    void save(Dialog dialog) {
        schedule(dialog);
        dialogs.save(dialog);
    }

    /** The same, for one that may be early still: then there is nothing to keep. */
    void saveConfirmed(Dialog dialog) {
        if (dialog.stored || dialog.overflowed) save(dialog);
    }

    /** A fork is over. One that was never answered says nothing: the INVITE's answer will. */
    void ended(Dialog dialog, Outcome outcome, int status) {
        if (dialog.up) {
            dialog.up = false;
            up--;
            gate(dialog).left();
            if (isLast(dialog)) over(dialog.record, outcome, status);
        }
        if (!dialog.hasEnded()) dialog.forgottenAt = now() + LINGER;
        saveConfirmed(dialog);
    }

    /** The event of a call that was answered more than once waits for all. */
    private boolean isLast(Dialog dialog) {
        for (long key : dialog.siblings) {
            Dialog sibling = dialogs.get(key);
            if (sibling != null && sibling.up) return false;
        }
        return true;
    }

    /** Tells of a call's end, once. */
    void over(CallRecord record, Outcome outcome, int status) {
        CallEvent event = record.over(outcome, status, now());
        if (event != null) tell(event);
    }

    /** Tells of the end of a call that has no dialog. */
    void tell(CallEvent event) {
        counters.outcome(event.outcome()).increment();
        events.ended(event);
    }

    /** Ends a call from the middle: BYE to both sides. */
    void hangUp(Dialog dialog, Outcome why) {
        dialog.caller().takeNumber();
        dialog.callee().takeNumber();
        ended(dialog, why, 0);
        requests.bye(dialog.caller());
        requests.bye(dialog.callee());
    }

    /** A transfer's outcome is awaited: so long its dialog is not forgotten. */
    void transferBegun(Dialog dialog) {
        dialog.transfers++;
        saveConfirmed(dialog);
    }

    /** The outcome was told; a finished dialog still answers its repetitions. */
    void transferTold(Dialog dialog) {
        dialog.transfers = Math.max(0, dialog.transfers - 1);
        if (dialog.hasEnded()) dialog.forgottenAt = Math.max(dialog.forgottenAt, now() + LINGER);
        saveConfirmed(dialog);
    }

    // --- when each is looked at

    private void schedule(Dialog dialog) {
        long due = due(dialog);
        if (due >= dialog.lookedAt) return;
        dialog.lookedAt = due;
        deadlines.add(due, dialog.key);
    }

    private long due(Dialog dialog) {
        if (dialog.hasEnded()) return dialog.forgottenAt + (dialog.transfers > 0 ? TRANSFER - LINGER : 0);
        long due = dialog.record.began + settings.maxAge().toMillis();
        for (Invitation one : dialog.invitations) if (one.accepted != 0) due = Math.min(due, one.accepted + LINGER);
        return Math.min(due, doubtful(dialog));
    }

    /** When it is no longer taken for granted that both sides are there. */
    private long doubtful(Dialog dialog) {
        if (dialog.sessionSeconds > 0) return dialog.seenAt + dialog.sessionSeconds * 1000 + SESSION_GRACE;
        return dialog.seenAt + settings.probeInterval().toMillis();
    }

    private final class Look extends TimerWheel.Timer {
        @Override
        protected void fire() {
            long now = now();
            for (int effort = 0; effort < EFFORT && !deadlines.isEmpty() && deadlines.time() <= now; ) {
                long time = deadlines.time();
                long key = deadlines.key();
                deadlines.removeFirst();
                effort += look(time, key, now);
            }
            transactions.wheel().set(this, now, LOOK_EVERY);
        }
    }

    /** Looks at one dialog, and tells what it cost. */
    private int look(long time, long key, long now) {
        Dialog dialog = dialogs.get(key);
        if (dialog == null) return 1;
        // One that is no object was written with the time that it is looked at next.
        if (dialog.lookedAt != time) return 1;
        dialog.lookedAt = Long.MAX_VALUE;
        if (due(dialog) > now) {
            again(dialog, due(dialog));
            return 1;
        }
        if (dialog.hasEnded()) {
            dialogs.remove(dialog);
            return 1;
        }
        return judge(dialog, now);
    }

    private int judge(Dialog dialog, long now) {
        for (Invitation one : dialog.invitations) {
            if (!one.isAwaitingAck() || one.accepted + LINGER > now) continue;
            counters.swept(Outcome.NO_ACK).increment();
            hangUp(dialog, Outcome.NO_ACK);
            return TALK;
        }
        // Its 2xx does not come again after this.
        dialog.invitations.removeIf(one -> one.accepted != 0 && one.accepted + LINGER <= now);
        Outcome why = null;
        if (dialog.record.began + settings.maxAge().toMillis() <= now) why = Outcome.TOO_LONG;
        else if (doubtful(dialog) <= now && dialog.sessionSeconds > 0) why = Outcome.SESSION_EXPIRED;
        if (why != null) {
            counters.swept(why).increment();
            hangUp(dialog, why);
            return TALK;
        }
        if (doubtful(dialog) > now) {
            again(dialog, due(dialog));
            return 1;
        }
        boolean ask = !dialog.asking && !isBusy(dialog);
        if (ask) ask(dialog);
        else again(dialog, now + ASKED_AGAIN);
        return ask ? TALK : 1;
    }

    /** An ACK that is still to come must find the numbers as they were. */
    private static boolean isBusy(Dialog dialog) {
        for (Invitation one : dialog.invitations) if (one.relay != null && one.ack == null) return true;
        return false;
    }

    private void again(Dialog dialog, long time) {
        dialog.lookedAt = time;
        deadlines.add(time, dialog.key);
        if (dialog.stored || dialog.overflowed) dialogs.save(dialog);
    }

    // --- whether both are there

    private void ask(Dialog dialog) {
        dialog.asking = true;
        dialogs.hold(dialog);
        dialog.caller().takeNumber();
        dialog.callee().takeNumber();
        again(dialog, now() + ASKED_AGAIN);
        Question question = new Question(dialog);
        requests.options(dialog.caller(), question);
        requests.options(dialog.callee(), question);
    }

    /** An OPTIONS to each side: who does not know the call, or does not answer, has none (RFC 5057, 5.1). */
    private final class Question implements ClientTransaction.User {
        private final Dialog dialog;
        private int open = 2;
        private boolean gone;

        Question(Dialog dialog) {
            this.dialog = dialog;
        }

        @Override
        public void response(ClientTransaction transaction, WireMessage response) {
            if (response.status() >= 200) answered(response.status() == 481 || response.status() == 408);
        }

        @Override
        public void timedOut(ClientTransaction transaction) {
            answered(true);
        }

        @Override
        public void unsent(ClientTransaction transaction) {
            answered(true);
        }

        private void answered(boolean isGone) {
            open--;
            if (isGone && !gone && !dialog.hasEnded()) {
                counters.swept(Outcome.DEAD).increment();
                hangUp(dialog, Outcome.DEAD);
            }
            gone |= isGone;
            if (open > 0) return;
            dialog.asking = false;
            if (!gone && !dialog.hasEnded()) {
                dialog.seenAt = now();
                save(dialog);
            }
            dialogs.release(dialog);
        }
    }
}
