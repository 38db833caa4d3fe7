package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.trunk.Learned;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.RegisterSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All trunks that register. For one event loop. */
public final class Registrations {
    final Transactions transactions;
    final NextHops hops;
    final RegistrationCounters counters;
    final RandomGenerator chance;
    final Ids ids = new Ids();
    private final ContactTokens tokens;
    private final Map<String, Registration> byTrunk = new LinkedHashMap<>();
    private final List<Registration> ending = new ArrayList<>();
    private Peers peers;
    private Accounts accounts;

    /** Registers nobody yet. */
    public Registrations(
            Transactions transactions,
            NextHops hops,
            Peers peers,
            ContactTokens tokens,
            RegistrationCounters counters,
            RandomGenerator chance) {
        this.transactions = transactions;
        this.hops = hops;
        this.peers = peers;
        this.accounts = new Accounts(peers, List.of());
        this.tokens = tokens;
        this.counters = counters;
        this.chance = chance;
    }

    /**
     * Registers these trunks, and those of before no longer; what has not changed goes on as it is.
     *
     * @param now the peers that learn what registrations tell
     */
    public void keep(Peers now) {
        peers = now;
        Map<String, Account> wanted = new LinkedHashMap<>();
        for (Peer trunk : now.all()) {
            RegisterSettings settings = trunk.rules().register();
            if (settings != null) wanted.put(trunk.name(), Account.of(trunk, settings, tokens));
        }
        accounts = new Accounts(now, wanted.values());
        for (Registration each : List.copyOf(byTrunk.values())) {
            Account account = each.account();
            Account successor = wanted.get(account.trunk());
            if (account.equals(successor)) continue;
            byTrunk.remove(account.trunk());
            // Taken back and asked for at once, the two might arrive in the wrong order.
            if (successor != null && account.isReplacedBy(successor)) each.leave();
            else end(each);
        }
        wanted.forEach((trunk, account) -> {
            if (!byTrunk.containsKey(trunk)) begin(account);
        });
    }

    private void begin(Account account) {
        Registration registration = new Registration(this, account);
        byTrunk.put(account.trunk(), registration);
        registration.begin();
    }

    private void end(Registration registration) {
        ending.add(registration);
        registration.end();
    }

    /** Takes all registrations back. */
    public void end() {
        List<Registration> all = List.copyOf(byTrunk.values());
        byTrunk.clear();
        all.forEach(this::end);
    }

    /** How many are being taken back, and not yet answered. */
    public int ending() {
        return ending.size();
    }

    /** 1 for a trunk that is registered, 0 for one that is not, NaN for one that does not register at all. */
    public double registered(String trunk) {
        Registration registration = byTrunk.get(trunk);
        return registration == null ? Double.NaN : registration.isRegistered() ? 1 : 0;
    }

    /**
     * The trunk that an INVITE is for, which may be another account than its sender's first one.
     *
     * @param sender whose address it came from
     */
    public Peer trunk(Peer sender, WireMessage invite, InetSocketAddress source, Listener on) {
        return accounts.trunk(sender, invite, source, on);
    }

    /** The user part of whom an INVITE calls, where a token stands in its place; null: the Request-URI says it. */
    public byte @Nullable [] called(Peer trunk, WireMessage invite) {
        return accounts.called(trunk, invite);
    }

    long now() {
        return transactions.now();
    }

    void tell(Account account, Learned learned) {
        peers.learned(account.trunk(), learned);
    }

    void ended(Registration registration) {
        ending.remove(registration);
    }
}
