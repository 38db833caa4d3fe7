package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Learned;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account's registration: asked for, answered to challenges, refreshed before it ends, tried again later and later
 * when it fails, and taken back at the end (RFC 3261, 10.2). Its timer is when it is asked for next.
 */
final class Registration extends TimerWheel.Timer {
    /** A server that says nothing for so long is left for the next one, where there is a next. */
    private static final long PATIENCE = 4_000;

    private static final long MOST_SECONDS = 24 * 3600;

    private final Registrations office;
    private final Account account;
    private final RegisterRequest request;
    private final Authorization authorization;
    private final BackOff backOff;
    private final RegistrationLog log;
    private final FlowWatch flow;
    private List<Hop> hops = List.of();
    private int at;
    private @Nullable Object trying;
    private long seconds;
    private boolean brief;
    private long wish;
    private Learned learned = new Learned(List.of(), new byte[0]);
    private long registeredUntil = Long.MIN_VALUE;
    private boolean ending;

    Registration(Registrations office, Account account) {
        this.office = office;
        this.account = account;
        this.request = new RegisterRequest(account, office.ids);
        this.authorization = new Authorization(account.credentials(), office.ids);
        this.backOff = new BackOff(office.chance);
        this.log = new RegistrationLog(account);
        this.flow = new FlowWatch(office.transactions, this::lostItsConnection);
    }

    Account account() {
        return account;
    }

    boolean isRegistered() {
        return office.now() < registeredUntil;
    }

    @Override
    protected void fire() {
        begin();
    }

    private void lostItsConnection() {
        if (trying != null) return;
        log.lostItsConnection();
        begin();
    }

    /** Asks for it, now. */
    void begin() {
        office.transactions.wheel().cancel(this);
        office.counters.attempts.increment();
        seconds = account.seconds();
        brief = false;
        wish = 0;
        authorization.begin();
        HopQuery query = account.query();
        List<Hop> known = office.hops.to(query);
        if (!known.isEmpty()) {
            tryAll(known);
            return;
        }
        Object search = new Object();
        trying = search;
        office.hops.whenKnown(query, () -> {
            if (trying == search) tryAll(office.hops.to(query));
        });
    }

    private void tryAll(List<Hop> found) {
        hops = found;
        at = 0;
        if (found.isEmpty()) failed(Setback.UNKNOWN_HOST);
        else {
            // The server that knows the account and its nonces is asked first for as long as the DNS names it.
            hops = found.size() > 1 ? sameFirst(found) : found;
            learned(hops, learned.routes());
            send();
        }
    }

    private List<Hop> sameFirst(List<Hop> found) {
        if (learned.ways().isEmpty() || !isRegistered()) return found;
        List<Hop> ordered = new ArrayList<>(found);
        for (int i = 1; i < ordered.size(); i++)
            if (ordered.get(i).equals(learned.ways().get(0))) ordered.add(0, ordered.remove(i));
        return ordered;
    }

    private void learned(List<Hop> ways, byte[] routes) {
        learned = new Learned(ways, routes);
        office.tell(account, learned);
    }

    private void send() {
        Hop hop = hops.get(at);
        Attempt attempt = new Attempt();
        trying = attempt;
        long id = office.transactions.newId();
        var out = office.transactions.writer();
        request.write(office.transactions, out, id, hop.listener(), ending ? 0 : seconds, authorization);
        office.transactions.send(id, Method.REGISTER, out, hop, attempt);
        // What could not be sent may have gone on already.
        if (trying == attempt && at + 1 < hops.size())
            office.transactions.wheel().set(attempt, office.now(), PATIENCE);
    }

    /** One request to one server. */
    private final class Attempt extends TimerWheel.Timer implements ClientTransaction.User {
        @Override
        public void response(ClientTransaction transaction, WireMessage response) {
            if (trying != this) return;
            office.transactions.wheel().cancel(this);
            if (response.status() >= 200) answered(response);
        }

        @Override
        public void timedOut(ClientTransaction transaction) {
            missed(Setback.SILENT);
        }

        @Override
        public void unsent(ClientTransaction transaction) {
            missed(Setback.UNREACHABLE);
        }

        @Override
        protected void fire() {
            missed(Setback.SILENT);
        }

        private void missed(Setback why) {
            if (trying != this) return;
            office.transactions.wheel().cancel(this);
            goOn(why);
        }
    }

    private void answered(WireMessage response) {
        int status = response.status();
        wish = Math.max(wish, Grant.number(response, HeaderKind.RETRY_AFTER) * 1_000);
        if (status < 300) {
            if (ending) ended();
            else granted(Grant.of(response, account.token(), seconds));
        } else if (status == 401 || status == 407) {
            Setback why = authorization.challenged(response);
            if (why == null) send();
            else failed(why);
        } else if (status == 423 && !brief && !ending) {
            tooBrief(Grant.number(response, HeaderKind.MIN_EXPIRES));
        } else if (status == 503 || status == 408) {
            goOn(Setback.of(status));
        } else {
            log.refusedWith(status);
            failed(Setback.of(status));
        }
    }

    /** RFC 3261, 10.2.8: as long as the registrar wants it at least. */
    private void tooBrief(long least) {
        if (least <= seconds || least > MOST_SECONDS) {
            log.refusedWith(423);
            failed(Setback.REFUSED);
            return;
        }
        brief = true;
        seconds = least;
        send();
    }

    /** To the next server (RFC 3263, 4.3). */
    private void goOn(Setback why) {
        if (++at >= hops.size()) {
            failed(why);
            return;
        }
        authorization.elsewhere();
        send();
    }

    private void granted(Grant grant) {
        if (grant.seconds() == 0) {
            failed(Setback.NOT_KEPT);
            return;
        }
        trying = null;
        backOff.succeeded();
        long lifetime = grant.seconds() * 1_000;
        registeredUntil = office.now() + lifetime;
        List<Hop> ways = new ArrayList<>(hops);
        ways.add(0, ways.remove(at));
        learned(ways, grant.routes());
        log.registered(hops.get(at), grant.seconds());
        flow.watch(hops.get(at));
        again(backOff.refreshAfter(lifetime));
    }

    private void failed(Setback why) {
        trying = null;
        if (ending) {
            ended();
            return;
        }
        office.counters.setback(why).increment();
        long wait = backOff.failed(why.isLasting(), wish);
        log.failed(why, authorization.realmAskedFor(), isRegistered(), wait);
        again(wait);
    }

    private void again(long wait) {
        office.transactions.wheel().set(this, office.now(), wait);
    }

    /** Takes it back at the carrier, where it is there; it is left alone after that. */
    void end() {
        office.transactions.wheel().cancel(this);
        flow.stop();
        boolean there = isRegistered() && !hops.isEmpty();
        ending = true;
        registeredUntil = Long.MIN_VALUE;
        if (!there) {
            ended();
            return;
        }
        at = Math.min(at, hops.size() - 1);
        authorization.begin();
        send();
    }

    /** Leaves it as it is at the carrier. */
    void leave() {
        office.transactions.wheel().cancel(this);
        flow.stop();
        trying = null;
    }

    private void ended() {
        trying = null;
        office.ended(this);
    }
}
