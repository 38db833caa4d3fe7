package io.rubrica.proxy.sip.dns;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.NextHops;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the DNS says, kept at hand. A name that is used is asked for again shortly before its TTL ends; meanwhile, and for
 * as long as the DNS does not answer, the last answer is used, so that a DNS that fails stops no call to where calls went
 * before.
 */
public final class DnsNextHops implements NextHops {
    private static final Logger LOG = LoggerFactory.getLogger(DnsNextHops.class);

    /** Names come from Contacts, too: whoever sends ever new ones pushes out what was used longest ago. */
    private static final int MOST_NAMES = 1_000;

    private static final int MOST_SEARCHES = 64;
    private static final int MOST_WAITING = 10_000;
    /** A name that does not exist, or that nobody answered for, is asked for again after this. */
    private static final long BRIEFLY = 10_000;
    /** A name is kept fresh for so long after it was used. */
    private static final long KEPT_FRESH = 3_600_000;

    private static final long LOOK_EVERY = 1_000;
    private static final long LOG_EVERY = 60_000;

    private final DnsLookup lookup;
    private final Executor loop;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final DnsCounters counters;
    private final long shortest;
    private final long longest;
    private final Map<HopQuery, Name> names = new LinkedHashMap<>(64, 0.75f, true);
    private int searches;
    private int waiting;
    private long nextLook;
    private long quietUntil = Long.MIN_VALUE;

    private static final class Name {
        @Nullable
        Ways ways;

        long refreshAt;
        long usedAt;
        boolean searching;
        List<Runnable> waiting = new ArrayList<>(0);
    }

    /**
     * @param loop runs on the event loop what it is given
     * @param clock milliseconds on a steady clock
     */
    public DnsNextHops(
            DnsLookup lookup,
            DnsSettings settings,
            Executor loop,
            LongSupplier clock,
            RandomGenerator random,
            DnsCounters counters) {
        this.lookup = lookup;
        this.loop = loop;
        this.clock = clock;
        this.random = random;
        this.counters = counters;
        shortest = settings.shortest().toMillis();
        longest = settings.longest().toMillis();
    }

    @Override
    public List<Hop> to(HopQuery query) {
        InetAddress literal = HostNames.literal(query.host());
        if (literal != null) return Search.literal(query, literal);
        Name name = used(query);
        Ways ways = name == null ? null : name.ways;
        return ways == null ? List.of() : ways.inOrder(random);
    }

    @Override
    public void whenKnown(HopQuery query, Runnable then) {
        Name name = HostNames.literal(query.host()) == null ? used(query) : null;
        if (name == null || name.ways != null || !name.searching || waiting >= MOST_WAITING) {
            then.run();
            return;
        }
        waiting++;
        name.waiting.add(then);
    }

    /** Keeps fresh what is in use; to be called every now and then. */
    public void tick() {
        long now = clock.getAsLong();
        if (now < nextLook) return;
        nextLook = now + LOOK_EVERY;
        names.forEach((query, name) -> {
            if (name.ways != null && now >= name.refreshAt && now - name.usedAt < KEPT_FRESH) search(query, name);
        });
    }

    private @Nullable Name used(HopQuery query) {
        if (!HostNames.isName(query.host()) || query.listeners().isEmpty()) {
            counters.refused.increment();
            return null;
        }
        long now = clock.getAsLong();
        Name name = names.get(query);
        if (name == null) {
            name = new Name();
            name.refreshAt = now;
            forgetOldest();
            names.put(query, name);
        }
        name.usedAt = now;
        if (now >= name.refreshAt) search(query, name);
        return name;
    }

    private void forgetOldest() {
        if (names.size() < MOST_NAMES) return;
        Iterator<Name> oldest = names.values().iterator();
        oldest.next();
        oldest.remove();
    }

    private void search(HopQuery query, Name name) {
        if (name.searching) return;
        if (searches >= MOST_SEARCHES) {
            counters.refused.increment();
            return;
        }
        searches++;
        counters.lookups.increment();
        name.searching = true;
        new Search(query, name.ways == null ? Ways.NONE : name.ways, lookup, loop, result -> found(query, name, result))
                .start();
    }

    private void found(HopQuery query, Name name, Search.Result result) {
        searches--;
        name.searching = false;
        long now = clock.getAsLong();
        if (!result.complete()) failed(query, now);
        Ways before = name.ways;
        // What was found in part is better than nothing, and worse than all that was known before.
        if (result.complete() || before == null || before.isEmpty()) name.ways = result.ways();
        name.refreshAt = now + life(result);
        List<Runnable> told = name.waiting;
        name.waiting = new ArrayList<>(0);
        waiting -= told.size();
        told.forEach(Runnable::run);
    }

    private long life(Search.Result result) {
        if (!result.complete()) return BRIEFLY;
        long life = Math.max(shortest, Math.min(longest / 1_000, result.seconds()) * 1_000);
        return result.ways().isEmpty() ? Math.min(life, BRIEFLY) : life - life / 10;
    }

    private void failed(HopQuery query, long now) {
        counters.failures.increment();
        if (now < quietUntil) return;
        quietUntil = now + LOG_EVERY;
        LOG.warn("the DNS does not answer for {}; what was known of it before goes on being used", query.host());
    }
}
