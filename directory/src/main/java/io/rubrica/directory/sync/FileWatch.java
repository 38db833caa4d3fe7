package io.rubrica.directory.sync;

import io.rubrica.directory.source.Source;
import io.rubrica.directory.source.Source.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source again when its file has changed. It looks every two seconds, because notifications do not come from
 * network mounts, and reads once two looks in a row saw the same: a file that is still being written is left alone.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** A file that is there and could not be read, as on a mount that hangs, is tried again after this. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final Path file;
    private final Source source;
    private final SyncWorker worker;
    private final Clock clock;
    private final Consumer<SyncReport> told;
    private FileStamp read = FileStamp.ABSENT;
    private FileStamp seen = FileStamp.ABSENT;
    private @Nullable Instant retryAt;
    private volatile @Nullable ScheduledFuture<?> looking;

    /**
     * A watch that does not look yet.
     *
     * @param told hears of each sync
     */
    public FileWatch(Path file, Source source, SyncWorker worker, Clock clock, Consumer<SyncReport> told) {
        this.file = file;
        this.source = source;
        this.worker = worker;
        this.clock = clock;
        this.told = told;
    }

    /** Reads the file now, changed or not, and remembers its state. */
    public synchronized SyncReport readNow(Progress progress) {
        FileStamp now = FileStamp.of(file);
        SyncReport report = worker.sync(source, progress);
        read = now;
        seen = now;
        boolean again = report.outcome() instanceof SyncOutcome.Failed && !now.isAbsent();
        retryAt = again ? clock.instant().plus(RETRY_AFTER) : null;
        told.accept(report);
        return report;
    }

    /** Begins to look; the scheduler's threads should be daemons, and one is enough for many watches. */
    public synchronized void start(ScheduledExecutorService scheduler) {
        long interval = LOOK_EVERY.toMillis();
        looking = scheduler.scheduleWithFixedDelay(this::lookCarefully, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Looks no more; a reading that has begun goes on, and is not waited for. */
    @Override
    public void close() {
        ScheduledFuture<?> last = looking;
        if (last != null) last.cancel(false);
    }

    /** Looks once. */
    synchronized void look() {
        FileStamp now = FileStamp.of(file);
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && (!now.equals(read) || isRetryDue())) readNow(Progress.NONE);
    }

    private boolean isRetryDue() {
        return retryAt != null && !clock.instant().isBefore(retryAt);
    }

    private void lookCarefully() {
        try {
            look();
        } catch (RuntimeException broken) {
            // Thrown further it would silently end the looking.
            LOG.error("{}: looking at the file failed, it is looked at again", source.name(), broken);
        }
    }
}
