package io.rubrica.directory.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.source.InMemoryBook;
import io.rubrica.directory.source.Source.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    private final InMemoryBook book = new InMemoryBook();
    private final ListSource source = new ListSource();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T04:00:00Z");
    private final Clock clock = new SetClock(() -> now);

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private FileWatch watch = watch(file);

    @BeforeEach
    void write_the_file() throws IOException {
        file = Files.writeString(folder.resolve("contacts.csv"), "one");
        watch = watch(file);
        source.has(0, 10);
    }

    @Test
    void a_file_that_does_not_change_is_read_once() {
        watch.readNow(Progress.NONE);
        look(5);
        assertEquals(List.of("synced"), told);
    }

    @Test
    void a_file_that_changed_is_read_again_when_it_rests() throws IOException {
        watch.readNow(Progress.NONE);
        Files.writeString(file, "one two");
        look(1);
        Files.writeString(file, "one two three");
        look(1);
        assertEquals(List.of("synced"), told);
        look(1);
        assertEquals(List.of("synced", "synced"), told);
        look(3);
        assertEquals(2, told.size());
    }

    @Test
    void a_change_that_keeps_the_size_is_seen() throws IOException {
        watch.readNow(Progress.NONE);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, FileTime.from(now.plusSeconds(7)));
        look(2);
        assertEquals(2, told.size());
    }

    @Test
    void a_file_that_is_moved_into_place_is_seen() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        watch.readNow(Progress.NONE);
        Path other = Files.writeString(folder.resolve("other.csv"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        look(2);
        assertEquals(2, told.size());
    }

    @Test
    void a_file_that_vanished_is_a_failure_and_its_contacts_stay() throws IOException {
        watch.readNow(Progress.NONE);
        Files.delete(file);
        source.has(0, 0);
        source.breaksOff("there is no file");
        look(5);
        assertEquals(List.of("synced", "failed"), told);
        assertEquals(10, book.contacts().size());
        Files.writeString(file, "back");
        source.has(0, 11);
        look(2);
        assertEquals(List.of("synced", "failed", "synced"), told);
        assertEquals(11, book.contacts().size());
    }

    @Test
    void a_file_that_is_gone_for_a_moment_is_not_missed() throws IOException {
        watch.readNow(Progress.NONE);
        byte[] content = Files.readAllBytes(file);
        FileTime time = Files.getLastModifiedTime(file);
        Path aside = Files.move(file, folder.resolve("aside"));
        look(1);
        Files.move(aside, file);
        look(3);
        assertEquals(List.of("synced"), told);
        assertEquals(new String(content, java.nio.charset.StandardCharsets.UTF_8), Files.readString(file));
        assertEquals(time, Files.getLastModifiedTime(file));
    }

    @Test
    void a_file_that_could_not_be_read_is_tried_again_after_a_minute() {
        source.breaksOff("the mount hangs");
        watch.readNow(Progress.NONE);
        look(10);
        assertEquals(List.of("failed"), told);
        source.has(0, 10);
        now = now.plus(Duration.ofMinutes(1));
        look(3);
        assertEquals(List.of("failed", "synced"), told);
    }

    @Test
    void a_started_watch_looks_by_itself_until_it_is_closed() throws Exception {
        LinkedBlockingQueue<SyncReport> reports = new LinkedBlockingQueue<>();
        FileWatch started = new FileWatch(file, source, new SyncWorker(book, clock), clock, reports::add);
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try (started) {
            started.start(scheduler);
            SyncReport report = reports.poll(1, TimeUnit.MINUTES);
            assertEquals("synced", report == null ? "nothing" : report.outcome().word());
        } finally {
            scheduler.shutdown();
        }
        assertTrue(scheduler.awaitTermination(1, TimeUnit.MINUTES));
    }

    private FileWatch watch(Path watched) {
        SyncWorker worker = new SyncWorker(book, clock);
        return new FileWatch(
                watched,
                source,
                worker,
                clock,
                report -> told.add(report.outcome().word()));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) watch.look();
    }

    /** A clock that shows what the test sets. */
    private static final class SetClock extends Clock {
        private final InstantSource source;

        SetClock(InstantSource source) {
            this.source = source;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
