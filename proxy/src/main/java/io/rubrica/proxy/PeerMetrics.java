package io.rubrica.proxy;

import io.rubrica.proxy.admin.Metrics;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.trunk.Refusal;
import io.rubrica.proxy.trunk.Target;
import io.rubrica.proxy.trunk.TrunkGate;
import io.rubrica.proxy.trunk.TrunkGates;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Shows what is counted for each trunk; those that a reload brings are added, and none is taken away. */
final class PeerMetrics {
    private final Metrics metrics;
    private final Set<String> shown = new HashSet<>();

    PeerMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Shows which places calls go to, whatever they are at each scrape. */
    void targets(Supplier<Map<Target, Boolean>> targets) {
        metrics.table(
                "rubrica.peer.up",
                "Whether a place that calls go to is trusted (1) or set aside (0).",
                List.of("side", "peer", "address", "transport"),
                () -> {
                    Map<List<String>, Double> rows = new HashMap<>();
                    targets.get().forEach((target, up) -> rows.put(labels(target), up ? 1.0 : 0.0));
                    return rows;
                });
    }

    private static List<String> labels(Target target) {
        return List.of(
                target.peer().isTrunk() ? "trunk" : "pbx",
                target.peer().name(),
                new HostPort(target.hop().address()).toString(),
                target.hop().listener().transport().word());
    }

    /** Shows those trunks that are not shown yet. */
    void show(List<TrunkSettings> trunks, TrunkGates gates) {
        for (TrunkSettings trunk : trunks) if (shown.add(trunk.name())) show(trunk.name(), gates.of(trunk.name()));
    }

    private void show(String trunk, TrunkGate gate) {
        metrics.gauge("rubrica.trunk.calls", "Calls of a trunk that ring or are up.", gate::calls, "trunk", trunk);
        for (Refusal why : Refusal.values())
            metrics.counter(
                    "rubrica.trunk.refused",
                    "Calls that a trunk's limits did not take.",
                    gate.refused(why)::sum,
                    "trunk",
                    trunk,
                    "reason",
                    why.word());
    }
}
