package io.rubrica.proxy.call;

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

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
