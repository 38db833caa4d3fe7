package io.rubrica.proxy;

import io.rubrica.proxy.admin.Metrics;
import io.rubrica.proxy.trunk.TrunkSettings;
import io.rubrica.proxy.trunk.register.RegistrationCounters;
import io.rubrica.proxy.trunk.register.Setback;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Shows which trunks are registered, trunks that a reload brings included, and what registering counts. */
final class RegistrationMetrics {
    private final Metrics metrics;
    private final ToDoubleFunction<String> registered;
    private final Set<String> shown = new HashSet<>();

    /** @param registered 1, 0, or NaN for a trunk that does not register (any more), by the trunk's name */
    RegistrationMetrics(Metrics metrics, RegistrationCounters counters, ToDoubleFunction<String> registered) {
        this.metrics = metrics;
        this.registered = registered;
        metrics.counter(
                "rubrica.registrations", "Times that a trunk's registration was asked for.", counters.attempts::sum);
        for (Setback reason : Setback.values())
            metrics.counter(
                    "rubrica.registrations.failed",
                    "Registrations that did not come about.",
                    counters.setback(reason)::sum,
                    "reason",
                    reason.word());
    }

    /** Shows the trunks of these settings. */
    synchronized void show(Settings settings) {
        for (TrunkSettings trunk : settings.trunks())
            if (trunk.register() != null && shown.add(trunk.name()))
                metrics.gauge(
                        "rubrica.trunk.registered",
                        "Whether a trunk's registration holds.",
                        () -> registered.applyAsDouble(trunk.name()),
                        "trunk",
                        trunk.name());
    }
}
