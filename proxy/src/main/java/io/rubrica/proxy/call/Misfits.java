package io.rubrica.proxy.call;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator of credentials that do not fit: who else could mend them? A line a minute for each trunk is enough. */
final class Misfits {
    private static final Logger LOG = LoggerFactory.getLogger(Misfits.class);
    private static final long PAUSE = 60_000;
    private static final int LONGEST_REALM = 80;

    private final CallCounters counters;
    private final LongSupplier clock;
    private final Map<String, Told> told = new HashMap<>();

    /** When something of a trunk was told last, and how often it has happened since. */
    private static final class Told {
        long last = -PAUSE;
        long since;
    }

    /** @param clock milliseconds */
    Misfits(CallCounters counters, LongSupplier clock) {
        this.counters = counters;
        this.clock = clock;
    }

    /** The trunk wants others than ours. */
    void refused(String trunk) {
        counters.credentialsRefused.increment();
        long times = isDue(trunk);
        if (times > 0)
            LOG.error(
                    "trunk {} refuses its username and password: calls over it fail until its credentials are put right"
                            + " ({} times since this was said last)",
                    trunk,
                    times);
    }

    /** The trunk has credentials, but none for what it asks. */
    void unknownRealm(String trunk, String realm) {
        counters.challengesPassedOn.increment();
        long times = isDue(trunk);
        if (times > 0)
            LOG.warn(
                    "trunk {} asks for a password for the realm \"{}\", and its credentials have none: the PBX is asked"
                            + " ({} times since this was said last)",
                    trunk,
                    printable(realm),
                    times);
    }

    /** How often something happened since it was told last; 0: it was told a moment ago. */
    private long isDue(String trunk) {
        Told about = told.computeIfAbsent(trunk, unused -> new Told());
        about.since++;
        long now = clock.getAsLong();
        if (now - about.last < PAUSE) return 0;
        about.last = now;
        long times = about.since;
        about.since = 0;
        return times;
    }

    private static String printable(String realm) {
        return realm.substring(0, Math.min(realm.length(), LONGEST_REALM)).replaceAll("[^ -~]", "?");
    }
}
