package io.rubrica.proxy;

import io.rubrica.directory.phonebook.OffHeapPhonebook;
import io.rubrica.directory.sync.SyncWorker;
import io.rubrica.proxy.admin.AdminServer;
import io.rubrica.proxy.admin.CommandHandler;
import io.rubrica.proxy.admin.CommandSocket;
import io.rubrica.proxy.admin.EventLog;
import io.rubrica.proxy.admin.Health;
import io.rubrica.proxy.admin.Metrics;
import io.rubrica.proxy.admin.OpeningNotice;
import io.rubrica.proxy.admin.PhonebookDesk;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: which rooms there are and how they are joined, in the order in which they start. */
public final class Proxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    private static final int LOOK_EVERY = 50;
    private static final int LAST_WORDS = 600;
    private static final int UNREGISTER_LIMIT = 2_000;

    private final Settings settings;
    private final @Nullable Path file;
    private final OffHeapPhonebook phonebook;
    private final SyncWorker worker;
    private final EventLog eventLog;
    private final Metrics metrics = new Metrics();
    private final PeerMetrics peerMetrics = new PeerMetrics(metrics);
    private final Health health = new Health();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ContactSources sources;
    private volatile @Nullable SipSide sip;
    private volatile @Nullable RegistrationMetrics registrations;
    /** What operators may ask of the phonebook, by the settings that hold now. */
    private volatile Map<String, CommandHandler> questions = Map.of();

    // What was opened last is closed first.
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Proxy(Settings settings, @Nullable Path file) throws IOException {
        this.settings = settings;
        this.file = file;
        Files.createDirectories(settings.data());
        this.phonebook = opened(OffHeapPhonebook.open(settings.data()));
        OpeningNotice.give(phonebook.opening());
        this.worker = new SyncWorker(phonebook, Clock.systemUTC());
        this.eventLog = opened(new EventLog(System.out, Clock.systemUTC()));
        this.sources = opened(new ContactSources(worker, new SyncMetrics(metrics)::count));
    }

    /**
     * Starts everything; calls are accepted when this returns, and not before the contacts are read.
     *
     * @param file where the settings came from, for a reload; null: from flags
     * @throws IOException when it cannot be started, with a sentence for the operator; nothing is left open then
     */
    public static Proxy start(Settings settings, @Nullable Path file, StartWatcher watcher) throws IOException {
        Proxy proxy = new Proxy(settings, file);
        try {
            proxy.sources.read(settings, watcher::reading);
            proxy.showMetrics();
            proxy.answerOperators();
            proxy.startCalls();
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
        questions = questions(settings);
        Map<String, CommandHandler> verbs = new HashMap<>();
        for (String verb : questions.keySet())
            verbs.put(
                    verb,
                    (request, reply) ->
                            Objects.requireNonNull(questions.get(verb)).handle(request, reply));
        verbs.put("reload", new Reload(file, settings, this::take));
        try {
            opened(CommandSocket.open(settings.data(), verbs));
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
        RegistrationMetrics shown =
                new RegistrationMetrics(metrics, started.registrationCounters(), started::registered);
        shown.show(settings);
        registrations = shown;
        peerMetrics.show(settings.trunks(), started.trunkGates());
        peerMetrics.targets(started::targetsUp);
        opened(started);
        opened(() -> unregister(started));
        opened(() -> endCalls(started));
        sip = started;
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

    /** Last of all: until its calls are over a carrier may want to know who speaks. */
    private static void unregister(SipSide sip) throws InterruptedException {
        sip.unregister();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(UNREGISTER_LIMIT);
        while (sip.unregistering() > 0 && System.nanoTime() < end) TimeUnit.MILLISECONDS.sleep(LOOK_EVERY);
    }

    private void take(Settings changed) throws IOException {
        SipSide calls = sip;
        if (calls == null) throw new IOException("it is still starting");
        calls.reload(changed);
        RegistrationMetrics shown = registrations;
        if (shown != null) shown.show(changed);
        peerMetrics.show(changed.trunks(), calls.trunkGates());
        sources.change(changed);
        questions = questions(changed);
    }

    private Map<String, CommandHandler> questions(Settings by) {
        return new PhonebookDesk(
                        phonebook,
                        worker,
                        by.callerId(),
                        by.country(),
                        by.sources().keySet())
                .verbs();
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
