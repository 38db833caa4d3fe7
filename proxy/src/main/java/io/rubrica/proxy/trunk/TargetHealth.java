package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a target is believed to take calls. One that failed is set aside: calls go to others first, until it is heard
 * again or its time has come. Nobody is ever refused for it: where all are set aside, all are tried. For one event loop.
 */
public final class TargetHealth {
    private static final Logger LOG = LoggerFactory.getLogger(TargetHealth.class);

    /** So long, in milliseconds, a target is set aside at first; twice as long each time that it fails again. */
    private static final long FIRST_PAUSE = 5_000;

    private static final long LONGEST_PAUSE = 60_000;
    /** A Retry-After is believed up to this (RFC 3261, 20.33 has no limit). */
    private static final long LONGEST_WISH = 300_000;
    /** One call finds out whether an unchecked target is back; others do not follow it before this. */
    private static final long TRIAL = 5_000;

    /** Why a target is set aside. */
    public enum Trouble {
        /** It said nothing at all. */
        SILENT,
        /** Nothing could be sent to it. */
        UNREACHABLE,
        /** It asked to be left alone (503). */
        OVERLOADED;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String place;
    private final RandomGenerator chance;
    private boolean checked;
    private boolean up = true;
    private int failures;
    private long aliveAt = Long.MIN_VALUE;
    private long retryAt;
    private long trialUntil = Long.MIN_VALUE;

    /** @param place where it is, for the log: {@code 192.0.2.20:5060 by udp} */
    TargetHealth(String place, RandomGenerator chance) {
        this.place = place;
        this.chance = chance;
    }

    /** Says whether it is asked regularly, so that no call need find out whether it is back. */
    void checked(boolean regularly) {
        checked = regularly;
    }

    /** It answered: it is believed again at once. */
    public void alive(long now) {
        aliveAt = now;
        failures = 0;
        if (up) return;
        up = true;
        LOG.info("calls go to {} again", place);
    }

    /**
     * It failed.
     *
     * @param begun when what failed was sent: what it answered since then counts more
     * @param wish how long it wants to be left alone, in milliseconds; 0: it did not say
     */
    public void failed(Trouble why, long begun, long now, long wish) {
        // Of many calls that fail together one counts.
        if (begun < aliveAt || !up && now < retryAt) return;
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures, 10));
        failures++;
        // Not all at the same moment, where many fail together.
        pause += chance.nextLong(pause / 4 + 1);
        retryAt = now + Math.max(pause, Math.min(wish, LONGEST_WISH));
        if (!up) return;
        up = false;
        LOG.warn("calls go to others before {}: it is {}", place, why.word());
    }

    /** Whether a call may go there before it goes to those that are set aside. */
    boolean isTrusted(long now) {
        if (up) return true;
        if (checked || now < retryAt || now < trialUntil) return false;
        trialUntil = now + TRIAL;
        return true;
    }

    boolean isChecked() {
        return checked;
    }

    /** How long a 503 wants to be left alone (RFC 3261, 20.33), in milliseconds; 0: it does not say. */
    public static long wish(WireMessage response) {
        int header = response.first(HeaderKind.RETRY_AFTER);
        if (header < 0) return 0;
        int from = response.valueFrom(header);
        int to = from;
        while (to < response.valueTo(header) && response.bytes[to] >= '0' && response.bytes[to] <= '9') to++;
        return Math.max(0, Ascii.number(response.bytes, from, to)) * 1000;
    }

    /** Whether it is not set aside. */
    public boolean isUp() {
        return up;
    }

    /** When it is asked again, where it is set aside. */
    long retryAt() {
        return retryAt;
    }
}
