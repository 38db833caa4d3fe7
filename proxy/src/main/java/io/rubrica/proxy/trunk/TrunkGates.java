package io.rubrica.proxy.trunk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One gate for each trunk that there is or was. It belongs to the trunk's name, so that a reload keeps the counts. */
public final class TrunkGates {
    private final Map<String, TrunkGate> byName = new ConcurrentHashMap<>();

    /** The gate of the trunk of that name; made where there is none yet. */
    public TrunkGate of(String trunk) {
        return byName.computeIfAbsent(trunk, unused -> new TrunkGate());
    }
}
