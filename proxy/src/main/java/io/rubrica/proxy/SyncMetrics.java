package io.rubrica.proxy;

import io.rubrica.directory.sync.SyncReport;
import io.rubrica.proxy.admin.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts syncs by source and outcome. */
final class SyncMetrics {
    private final Metrics metrics;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    SyncMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Counts a sync that has ended. */
    void count(SyncReport report) {
        String outcome = report.outcome().word();
        counts.computeIfAbsent(report.source() + '\n' + outcome, key -> shown(report.source(), outcome))
                .incrementAndGet();
        counts.computeIfAbsent(report.source(), this::problems).addAndGet(report.problemCount());
    }

    private AtomicLong shown(String source, String outcome) {
        AtomicLong count = new AtomicLong();
        metrics.counter("rubrica.syncs", "Syncs of a source.", count::get, "source", source, "outcome", outcome);
        return count;
    }

    private AtomicLong problems(String source) {
        AtomicLong count = new AtomicLong();
        metrics.counter("rubrica.sync.problems", "Rows and cells that a source lost.", count::get, "source", source);
        return count;
    }
}
