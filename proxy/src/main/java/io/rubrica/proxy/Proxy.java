package io.rubrica.proxy;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.OffHeapPhonebook;
import io.rubrica.directory.source.csv.CsvSettings;
import io.rubrica.directory.source.csv.CsvSource;
import io.rubrica.directory.sync.FileWatch;
import io.rubrica.directory.sync.SyncReport;
import io.rubrica.directory.sync.SyncWorker;
import io.rubrica.proxy.admin.AdminServer;
import io.rubrica.proxy.admin.CommandSocket;
import io.rubrica.proxy.admin.EventLog;
import io.rubrica.proxy.admin.Health;
import io.rubrica.proxy.admin.Metrics;
import io.rubrica.proxy.admin.OpeningNotice;
import io.rubrica.proxy.admin.PhonebookDesk;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: which rooms there are and how they are joined, in the order in which they start. */
public final class Proxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    private static final int LOOK_EVERY = 50;
    private static final int LAST_WORDS = 600;
    private static final int PROBLEMS_TOLD = 20;

    private final Settings settings;
    private final NumberPlan plan;
    private final OffHeapPhonebook phonebook;
    private final SyncWorker worker;
    private final EventLog eventLog;
    private final Metrics metrics = new Metrics();
    private final Health health = new Health();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final List<FileWatch> watches = new ArrayList<>();
    // What was opened last is closed first.
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Proxy(Settings settings) throws IOException {
        this.settings = settings;
        this.plan = NumberPlan.of(settings.country());
        Files.createDirectories(settings.data());
        this.phonebook = opened(OffHeapPhonebook.open(settings.data()));
        OpeningNotice.give(phonebook.opening());
        this.worker = new SyncWorker(phonebook, Clock.systemUTC());
        this.eventLog = opened(new EventLog(System.out, Clock.systemUTC()));
    }

    /**
     * Starts everything; calls are accepted when this returns, and not before the contacts are read.
     *
     * @throws IOException when it cannot be started, with a sentence for the operator; nothing is left open then
     */
    public static Proxy start(Settings settings, StartWatcher watcher) throws IOException {
        Proxy proxy = new Proxy(settings);
        try {
            proxy.readSources(watcher);
            proxy.showMetrics();
            proxy.answerOperators();
            proxy.startCalls();
            proxy.watchSources();
            proxy.health.started();
            proxy.tellThatItIsUp();
            return proxy;
        } catch (IOException | RuntimeException failed) {
            proxy.close();
            throw failed;
        }
    }

    /** How many contacts there are. */
    public long contacts() {
        return phonebook.size().contacts();
    }

    /** Ends new calls with 503, waits for those in progress as long as the settings say, and closes everything. */
    @Override
    public void close() {
        if (health.isStarted()) LOG.info("stopping");
        draining.set(true);
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failed) {
                LOG.warn("while stopping: {}", failed.getMessage());
            }
        }
    }

    private void readSources(StartWatcher watcher) {
        SyncMetrics syncs = new SyncMetrics(metrics);
        settings.sources().forEach((name, source) -> {
            CsvSettings csv = source.csv();
            CsvSource contacts = new CsvSource(name, csv, plan);
            FileWatch watch = opened(new FileWatch(csv.file(), contacts, worker, Clock.systemUTC(), report -> {
                syncs.count(report);
                tellProblems(report);
            }));
            watch.readNow(watcher.reading(name));
            watches.add(watch);
        });
    }

    private void showMetrics() {
        opened(metrics);
        metrics.gauge(
                "rubrica.phonebook.contacts",
                "Contacts in the phonebook.",
                () -> phonebook.size().contacts());
        metrics.gauge(
                "rubrica.phonebook.numbers",
                "Numbers in the phonebook.",
                () -> phonebook.size().numbers());
        metrics.gauge(
                "rubrica.phonebook.fill",
                "How full the fullest file of the phonebook is: 1 is due to be rebuilt larger.",
                () -> phonebook.size().fill());
        metrics.counter("rubrica.events.dropped", "Event lines dropped because the log was slow.", eventLog::dropped);
    }

    private void answerOperators() throws IOException {
        health.troubleWhen("draining", draining::get);
        PhonebookDesk desk = new PhonebookDesk(
                phonebook,
                worker,
                settings.callerId(),
                settings.country(),
                settings.sources().keySet());
        try {
            opened(CommandSocket.open(settings.data(), desk.verbs()));
        } catch (IOException closed) {
            LOG.warn("commands cannot reach this proxy: {}", closed.getMessage());
        }
        try {
            AdminServer admin = opened(AdminServer.start(settings.admin(), settings.data(), metrics, health));
            LOG.info("metrics and health at http:/{}", admin.address());
        } catch (BindException taken) {
            throw new IOException(
                    "the admin listener " + settings.admin().listen() + " cannot be opened: " + taken.getMessage(),
                    taken);
        }
    }

    /** The last thing that is opened, and so the first that is closed. */
    private void startCalls() throws IOException {
        SipSide started;
        try {
            started = SipSide.start(settings, phonebook, eventLog);
        } catch (Exception failed) {
            String where = settings.listen().stream()
                    .map(each -> each.address().toString())
                    .collect(Collectors.joining(", "));
            throw new IOException("cannot listen on " + where + ": " + failed.getMessage(), failed);
        }
        SipMetrics.show(metrics, started);
        opened(started);
        opened(() -> endCalls(started));
    }

    /** A graceful stop: new calls get 503, those in progress go on for a while. */
    private void endCalls(SipSide sip) throws InterruptedException {
        sip.drain();
        long end = System.nanoTime() + settings.calls().stopLimit().toNanos();
        if (sip.activeCalls() > 0)
            LOG.info(
                    "waiting up to {} s for calls in progress",
                    settings.calls().stopLimit().toSeconds());
        while (sip.activeCalls() > 0 && System.nanoTime() < end) TimeUnit.MILLISECONDS.sleep(LOOK_EVERY);
        if (sip.activeCalls() == 0) return;
        sip.hangUpAll();
        // So that both sides can answer their BYE, or be asked once more.
        TimeUnit.MILLISECONDS.sleep(LAST_WORDS);
    }

    private void watchSources() {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "watch");
            thread.setDaemon(true);
            return thread;
        });
        opened(scheduler::shutdownNow);
        watches.forEach(watch -> watch.start(scheduler));
    }

    private static void tellProblems(SyncReport report) {
        report.problems().stream()
                .limit(PROBLEMS_TOLD)
                .forEach(each -> LOG.warn("{}: {}: {}", report.source(), each.place(), each.reason()));
        if (report.problemCount() > PROBLEMS_TOLD)
            LOG.warn("{}: and {} more problems", report.source(), report.problemCount() - PROBLEMS_TOLD);
    }

    private void tellThatItIsUp() {
        LOG.info(
                "listening on {}; {} contacts; data in {}",
                settings.listen().stream()
                        .map(each -> each.address().toString())
                        .collect(Collectors.joining(", ")),
                contacts(),
                settings.data());
    }

    private <C extends AutoCloseable> C opened(C resource) {
        open.push(resource);
        return resource;
    }
}
