package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.TargetHealth.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Asks targets by OPTIONS outside a call whether they are there (RFC 3261, 11), now and then, and sooner where one is set
 * aside. Whatever is answered but 408 and 503 says that it is: a PBX that does not like our question is still a PBX.
 */
public final class HealthChecks {
    private static final long LOOK_EVERY = 500;
    /** A target that says nothing for so long is silent, as for a call; an answer that comes later is one all the same. */
    private static final long PATIENCE = 4_000;
    /** So many are asked in one look, so that a long list does not leave in one burst. */
    private static final int MOST_AT_ONCE = 20;

    private static final byte[] OPTIONS = Ascii.bytes("OPTIONS sip:");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] FROM = Ascii.bytes("Max-Forwards: 70\r\nFrom: <");
    private static final byte[] TO = Ascii.bytes("\r\nTo: <sip:");
    private static final byte[] CALL_ID = Ascii.bytes(">\r\nCall-ID: ");
    private static final byte[] CONTACT = Ascii.bytes("\r\nCSeq: 1 OPTIONS\r\nContact: <");
    private static final byte[] END = Ascii.bytes(">\r\nAccept: application/sdp\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] TAG = Ascii.bytes(">;tag=");

    private final Transactions transactions;
    private final Ids ids;
    private final RandomGenerator chance;
    private final TargetHealths healths;
    private Peers peers;
    private Map<TargetHealth, Check> checks = new HashMap<>();

    /** @param chance spreads the questions, so that not all are asked at the same moment */
    public HealthChecks(
            Transactions transactions, Ids ids, TargetHealths healths, Peers peers, RandomGenerator chance) {
        this.transactions = transactions;
        this.ids = ids;
        this.healths = healths;
        this.peers = peers;
        this.chance = chance;
        transactions.wheel().set(new Look(), transactions.now(), LOOK_EVERY);
    }

    /** From now on these are asked; what is under way goes on. */
    public void reconfigure(Peers others) {
        peers = others;
    }

    private final class Look extends TimerWheel.Timer {
        @Override
        protected void fire() {
            long now = transactions.now();
            Map<TargetHealth, Check> current = new HashMap<>();
            List<Check> due = new ArrayList<>();
            peers.lookUp(now);
            List<Target> targets = peers.targets();
            healths.keep(targets);
            for (Target target : targets) {
                if (!target.peer().routing().isChecked() || target.routes().length > 0) continue;
                TargetHealth health = healths.of(target.hop());
                Check check = checks.get(health);
                if (check == null) check = new Check(target, health, now);
                check.target = target;
                if (current.put(health, check) == null && check.isDue(now) && due.size() < MOST_AT_ONCE) due.add(check);
            }
            checks = current;
            for (Check check : due) check.ask(now);
            transactions.wheel().set(this, now, LOOK_EVERY);
        }
    }

    /** One target's question and answer. */
    private final class Check extends TimerWheel.Timer implements ClientTransaction.User {
        private final TargetHealth health;
        private Target target;
        private long nextAt;
        private long askedAt;
        private boolean asking;

        Check(Target target, TargetHealth health, long now) {
            this.target = target;
            this.health = health;
            nextAt = now + chance.nextLong(interval());
        }

        private long interval() {
            return target.peer().routing().checkInterval().toMillis();
        }

        boolean isDue(long now) {
            boolean early = !health.isUp() && now >= health.retryAt() && now >= askedAt + PATIENCE;
            return !asking && (now >= nextAt || early);
        }

        void ask(long now) {
            asking = true;
            askedAt = now;
            // About every interval, and never all in step.
            nextAt = now + interval() - interval() / 10 + chance.nextLong(interval() / 5 + 1);
            transactions.wheel().set(this, now, PATIENCE);
            long id = transactions.newId();
            MessageWriter out = transactions.writer();
            byte[] host = Ascii.bytes(target.peer().uriHost());
            byte[] contact = target.hop().listener().contactUri();
            out.clear();
            out.put(OPTIONS).put(host).put(END_OF_START_LINE);
            transactions.via(out, target.hop().listener(), id);
            out.put(FROM).put(contact).put(TAG).put(Ids.hex(ids.next()));
            out.put(TO).put(host).put(CALL_ID).put(Ids.hex(ids.next()));
            out.put(CONTACT).put(contact).put(END);
            transactions.send(id, Method.OPTIONS, out, target.hop(), this);
        }

        @Override
        public void response(ClientTransaction transaction, WireMessage response) {
            if (response.status() < 200) return;
            boolean overloaded = response.status() == 503;
            if (overloaded) failed(Trouble.OVERLOADED, TargetHealth.wish(response));
            else if (response.status() == 408) failed(Trouble.SILENT, 0);
            else answered();
        }

        private void answered() {
            over();
            health.alive(transactions.now());
        }

        private void failed(Trouble why, long wish) {
            over();
            health.failed(why, askedAt, transactions.now(), wish);
        }

        private void over() {
            asking = false;
            transactions.wheel().cancel(this);
        }

        @Override
        public void timedOut(ClientTransaction transaction) {}

        @Override
        public void unsent(ClientTransaction transaction) {
            failed(Trouble.UNREACHABLE, 0);
        }

        @Override
        protected void fire() {
            failed(Trouble.SILENT, 0);
        }
    }
}
