package io.rubrica.proxy.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What Prometheus may read. Rooms count in plain fields of their own and hand over how to read them; nothing here is
 * touched by a call.
 */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    // The registry holds what it reads only weakly.
    private final List<Runnable> refreshed = new CopyOnWriteArrayList<>();
    private final List<Object> kept = new CopyOnWriteArrayList<>();

    public Metrics() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /**
     * Shows a count that only grows.
     *
     * @param name words joined by dots; {@code rubrica.calls} is shown as {@code rubrica_calls_total}
     * @param help one sentence
     * @param value read from another thread at each scrape
     * @param labels names and values by turns
     */
    public void counter(String name, String help, LongSupplier value, String... labels) {
        kept.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .tags(labels)
                .register(registry);
    }

    /**
     * Shows a value that goes up and down.
     *
     * @param name words joined by dots; {@code rubrica.calls.up} is shown as {@code rubrica_calls_up}
     * @param help one sentence
     * @param value read from another thread at each scrape
     * @param labels names and values by turns
     */
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        kept.add(value);
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(labels)
                .register(registry);
    }

    /**
     * Shows values whose labels come and go.
     *
     * @param name words joined by dots
     * @param help one sentence
     * @param labels the labels' names
     * @param rows what there is now: a value for each line of label values; read from another thread at each scrape
     */
    public void table(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> rows) {
        MultiGauge table = MultiGauge.builder(name).description(help).register(registry);
        refreshed.add(() -> {
            List<MultiGauge.Row<?>> read = new ArrayList<>();
            rows.get().forEach((values, value) -> {
                Tags tags = Tags.empty();
                for (int i = 0; i < labels.size(); i++) tags = tags.and(labels.get(i), values.get(i));
                read.add(MultiGauge.Row.of(tags, value));
            });
            table.register(read, true);
        });
    }

    /** Everything in the Prometheus text format. */
    String scrape() {
        refreshed.forEach(Runnable::run);
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
