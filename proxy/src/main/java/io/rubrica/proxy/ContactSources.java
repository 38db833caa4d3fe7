package io.rubrica.proxy;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.source.Source;
import io.rubrica.directory.source.csv.CsvSource;
import io.rubrica.directory.sync.FileWatch;
import io.rubrica.directory.sync.SyncReport;
import io.rubrica.directory.sync.SyncWorker;
import io.rubrica.proxy.Settings.SourceSettings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The places that contacts come from, as the settings name them: read at start, watched, and changed by a reload. */
final class ContactSources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContactSources.class);
    private static final int PROBLEMS_TOLD = 20;

    /** What a source was made from; another of these means another source. */
    private record Origin(SourceSettings settings, String country) {}

    private record Watched(Origin origin, FileWatch watch) {}

    private final SyncWorker worker;
    private final Consumer<SyncReport> count;
    private final Map<String, Watched> watched = new HashMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param count counts each sync */
    ContactSources(SyncWorker worker, Consumer<SyncReport> count) {
        this.worker = worker;
        this.count = count;
    }

    /** Reads all sources, here and now, and watches them from then on. */
    synchronized void read(Settings settings, Function<String, Source.Progress> progress) {
        settings.sources().forEach((name, source) -> {
            FileWatch watch = watch(name, new Origin(source, settings.country()));
            watch.readNow(progress.apply(name));
            watch.start(scheduler);
        });
    }

    /** Takes up what changed in the settings; new and changed sources are read behind the scenes. */
    synchronized void change(Settings settings) {
        watched.entrySet().removeIf(entry -> {
            SourceSettings now = settings.sources().get(entry.getKey());
            boolean stays = now != null && entry.getValue().origin().equals(new Origin(now, settings.country()));
            if (!stays) entry.getValue().watch().close();
            return !stays;
        });
        settings.sources().forEach((name, source) -> {
            if (!watched.containsKey(name))
                // It has read nothing yet, so its first look reads the file.
                watch(name, new Origin(source, settings.country())).start(scheduler);
        });
    }

    private FileWatch watch(String name, Origin origin) {
        var csv = origin.settings().csv();
        CsvSource contacts = new CsvSource(name, csv, NumberPlan.of(origin.country()));
        FileWatch watch = new FileWatch(csv.file(), contacts, worker, Clock.systemUTC(), report -> {
            count.accept(report);
            tellProblems(report);
        });
        watched.put(name, new Watched(origin, watch));
        return watch;
    }

    private static void tellProblems(SyncReport report) {
        report.problems().stream()
                .limit(PROBLEMS_TOLD)
                .forEach(each -> LOG.warn("{}: {}: {}", report.source(), each.place(), each.reason()));
        if (report.problemCount() > PROBLEMS_TOLD)
            LOG.warn("{}: and {} more problems", report.source(), report.problemCount() - PROBLEMS_TOLD);
    }

    @Override
    public synchronized void close() {
        watched.values().forEach(each -> each.watch().close());
        scheduler.shutdownNow();
    }
}
