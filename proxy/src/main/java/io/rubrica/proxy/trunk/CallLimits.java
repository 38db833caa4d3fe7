package io.rubrica.proxy.trunk;

import io.rubrica.directory.settings.Default;

/**
 * How many calls a trunk takes, both ways together. Emergency calls are counted and never refused.
 *
 * @param maxCalls calls at once, those that still ring included; 0: no limit
 * @param maxCallsPerSecond calls that begin in a second; 0: no limit
 */
public record CallLimits(
        @Default("0") int maxCalls, @Default("0") int maxCallsPerSecond) {
    static final CallLimits NONE = new CallLimits(0, 0);
}
