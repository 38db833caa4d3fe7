package io.rubrica.proxy.call;

import io.rubrica.proxy.trunk.Refusal;
import java.util.Locale;

/** How a call ended. The words of metrics and events. */
public enum Outcome {
    ANSWERED,
    BUSY,
    CANCELLED,
    REJECTED,
    NO_ANSWER,
    UNREACHABLE,
    /** Answered, but the caller never confirmed it. */
    NO_ACK,
    /** Answered 302 with the caller's name; it goes on elsewhere. */
    REDIRECTED,
    /** Refused by us: its trunk has as many calls as it may have at once. */
    TOO_MANY_CALLS,
    /** Refused by us: on its trunk more calls began in a second than may. */
    TOO_FAST,
    /** Ended by us: it lasted longer than the longest call may. */
    TOO_LONG,
    /** Ended by us: its session timer was not refreshed (RFC 4028). */
    SESSION_EXPIRED,
    /** Ended by us: a side did not know the call any more, or did not answer. */
    DEAD,
    /** Ended by us: the graceful stop's time was over. */
    STOPPED;

    /** What a final answer means. */
    static Outcome of(int status) {
        if (status < 300) return ANSWERED;
        return switch (status) {
            case 486, 600 -> BUSY;
            case 487 -> CANCELLED;
            case 408, 480 -> NO_ANSWER;
            case 500, 502, 503, 504 -> UNREACHABLE;
            default -> REJECTED;
        };
    }

    /** A call that a trunk did not take. */
    static Outcome of(Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY_CALLS -> TOO_MANY_CALLS;
            case TOO_FAST -> TOO_FAST;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
