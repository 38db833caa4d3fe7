package io.rubrica.proxy.trunk;

import java.time.Duration;
import java.util.List;

/**
 * How calls find a peer.
 *
 * @param priority a PBX's place in the order: the lowest number is tried first
 * @param weight a PBX's share of the calls among those of the same priority
 * @param pbx the names of the PBXs that a trunk's calls go to; empty: all
 * @param callers whose calls out go over a trunk
 * @param failOver whether a trunk takes calls out that another could not
 * @param checkInterval how often it is asked whether it is there; zero: never
 */
public record Routing(
        int priority,
        int weight,
        List<String> pbx,
        List<CallerRange> callers,
        boolean failOver,
        Duration checkInterval) {
    static final Routing PLAIN = new Routing(1, 1, List.of(), List.of(), false, Duration.ZERO);

    /** Whether it is asked now and then whether it is there. */
    boolean isChecked() {
        return !checkInterval.isZero();
    }

    boolean isFor(String caller) {
        for (CallerRange range : callers) if (range.covers(caller)) return true;
        return false;
    }
}
