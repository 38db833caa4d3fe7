package io.rubrica.proxy.call;

import io.rubrica.directory.settings.Default;
import java.time.Duration;
import java.util.List;

/**
 * How calls are carried.
 *
 * @param emergency numbers on calls out, and URNs on any call, that are left entirely alone
 * @param strangers what becomes of messages from addresses that are nobody's
 * @param maxAge a dialog whose BYE never came is ended after this
 * @param probeInterval how often both sides of a call without a session timer are asked whether they are still there
 * @param maxDialogs so many confirmed calls, those that ended in the last 32 seconds included, the file of calls has room for
 * @param failOverAfter a target that has said nothing for so long is left for the next one
 * @param maxRing a call that was not answered after this is ended
 * @param stopLimit how long a graceful stop waits for calls in progress
 */
public record CallSettings(
        @Default("112, 113, 115, 118, 911, 999, urn:service:sos")
        List<String> emergency,

        @Default("drop") Strangers strangers,
        @Default("12h") Duration maxAge,
        @Default("15m") Duration probeInterval,
        @Default("100000") int maxDialogs,
        @Default("4s") Duration failOverAfter,
        @Default("3m") Duration maxRing,
        @Default("30s") Duration stopLimit) {

    /** What becomes of messages from addresses that are nobody's. */
    public enum Strangers {
        /** No answer, only a counter. */
        DROP,
        /** A 403, for finding mistakes in a configuration. */
        FORBID
    }
}
