package io.rubrica.directory.sync;

import io.rubrica.directory.phonebook.PhonebookWriter;
import io.rubrica.directory.phonebook.PhonebookWriter.Load;
import io.rubrica.directory.source.Source;
import io.rubrica.directory.source.Source.Progress;
import io.rubrica.directory.source.Source.Reading;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the phonebook true to its sources. Each sync reads a whole source; the contacts that it no longer has are
 * removed, but never after a reading that failed, and not when it suddenly lost more than a fifth of them. Safe from
 * any thread; a source is read by one at a time, others wait.
 */
public final class SyncWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SyncWorker.class);

    private final PhonebookWriter writer;
    private final Clock clock;
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    public SyncWorker(PhonebookWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Reads a source into the phonebook, now; the outcome says how that went, failures included. */
    public SyncReport sync(Source source, Progress progress) {
        return inTurn(source, progress, 0);
    }

    /**
     * Removes what the guard holds back: reads the source once more and sweeps, unless it meanwhile lost still more.
     *
     * @return what that did, or empty when nothing of this source is held back
     */
    public Optional<SyncReport> confirm(String sourceName) {
        Held confirmed = held.get(sourceName);
        if (confirmed == null) return Optional.empty();
        return Optional.of(inTurn(confirmed.source, Progress.NONE, confirmed.lost));
    }

    private SyncReport inTurn(Source source, Progress progress, long agreedLoss) {
        ReentrantLock turn = turns.computeIfAbsent(source.name(), name -> new ReentrantLock());
        turn.lock();
        try {
            SyncReport report = run(source, progress, agreedLoss);
            if (report.outcome() instanceof SyncOutcome.Synced) LOG.info("{}", report.summary());
            else LOG.warn("{}", report.summary());
            return report;
        } finally {
            turn.unlock();
        }
    }

    private SyncReport run(Source source, Progress progress, long agreedLoss) {
        Instant began = clock.instant();
        try {
            Load load = writer.load(source.name(), source.precedence(), source.expected());
            Intake intake = new Intake(load);
            // A load that is not ended keeps everything, and the next one of the same source takes its place.
            Reading reading = intake.with(source.read(intake, progress));
            return report(source, end(source, load, agreedLoss), reading, began);
        } catch (IOException | RuntimeException broken) {
            return report(source, new SyncOutcome.Failed(reason(broken)), new Reading(0, List.of(), 0), began);
        }
    }

    private SyncOutcome end(Source source, Load load, long agreedLoss) {
        long before = load.before();
        long now = before - load.vanished() + load.added();
        if (!DeletionGuard.holds(before, now, agreedLoss)) {
            held.remove(source.name());
            return new SyncOutcome.Synced(load.sweep());
        }
        held.put(source.name(), new Held(source, before - now));
        return new SyncOutcome.Guarded(load.keep(), before, now);
    }

    private SyncReport report(Source source, SyncOutcome outcome, Reading reading, Instant began) {
        return new SyncReport(
                source.name(),
                outcome,
                reading.contacts(),
                reading.problems(),
                reading.problemCount(),
                began,
                Duration.between(began, clock.instant()));
    }

    private static String reason(Exception broken) {
        String message = broken.getMessage();
        return message == null ? broken.getClass().getSimpleName() : message;
    }

    /** A source whose loss waits for someone's word. */
    private record Held(Source source, long lost) {}
}
