package io.rubrica.directory.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.source.InMemoryBook;
import io.rubrica.directory.source.Source.Problem;
import io.rubrica.directory.source.Source.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SyncWorkerTest {
    private final InMemoryBook book = new InMemoryBook();
    private final SyncWorker worker =
            new SyncWorker(book, Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC));
    private final ListSource source = new ListSource();

    @Test
    void a_first_load_is_taken_as_it_is() {
        source.has(0, 100);
        SyncReport report = sync();
        assertEquals("synced", report.outcome().word());
        assertEquals(100, book.contacts().size());
        assertEquals("customers: synced, 100 added, 0 changed, 0 unchanged, 0 removed", report.summary());
    }

    @Test
    void what_vanished_is_removed_and_what_is_new_is_added() {
        source.has(0, 100);
        sync();
        source.has(10, 105);
        SyncOutcome.Synced synced = assertInstanceOf(SyncOutcome.Synced.class, sync().outcome());
        assertEquals(5, synced.changes().added());
        assertEquals(90, synced.changes().unchanged());
        assertEquals(10, synced.changes().removed());
        assertEquals(List.of("row10", "row11"), externalIds().subList(0, 2));
    }

    @Test
    void a_loss_of_exactly_a_fifth_is_swept() {
        source.has(0, 100);
        sync();
        source.has(20, 100);
        assertEquals("synced", sync().outcome().word());
        assertEquals(80, book.contacts().size());
    }

    @Test
    void a_greater_loss_waits_for_a_word() {
        source.has(0, 100);
        sync();
        source.has(21, 100);
        SyncOutcome.Guarded guarded = assertInstanceOf(SyncOutcome.Guarded.class, sync().outcome());
        assertEquals(100, guarded.before());
        assertEquals(79, guarded.now());
        assertEquals(100, book.contacts().size());
        SyncReport confirmed = worker.confirm("customers").orElseThrow();
        assertEquals("synced", confirmed.outcome().word());
        assertEquals(79, book.contacts().size());
        assertEquals(Optional.empty(), worker.confirm("customers"));
    }

    @Test
    void a_guarded_source_still_brings_what_is_new() {
        source.has(0, 100);
        sync();
        source.has(95, 110);
        assertEquals("guarded", sync().outcome().word());
        assertEquals(110, book.contacts().size());
    }

    @Test
    void a_guard_holds_until_the_contacts_are_back() {
        source.has(0, 100);
        sync();
        source.has(50, 100);
        sync();
        assertEquals("guarded", sync().outcome().word());
        source.has(0, 100);
        assertEquals("synced", sync().outcome().word());
        assertEquals(Optional.empty(), worker.confirm("customers"));
    }

    @Test
    void a_word_for_one_loss_is_none_for_a_greater_one() {
        source.has(0, 100);
        sync();
        source.has(30, 100);
        sync();
        source.has(90, 100);
        assertEquals(
                "guarded", worker.confirm("customers").orElseThrow().outcome().word());
        assertEquals(100, book.contacts().size());
    }

    @Test
    void rows_that_were_corrected_are_no_loss() {
        source.has(0, 100);
        sync();
        source.has(60, 160);
        assertEquals("synced", sync().outcome().word());
        assertEquals(100, book.contacts().size());
    }

    @Test
    void a_small_source_may_lose_some_rows_but_not_all() {
        source.has(0, 9);
        sync();
        source.has(5, 9);
        assertEquals("synced", sync().outcome().word());
        assertEquals(4, book.contacts().size());
        source.has(0, 0);
        assertEquals("guarded", sync().outcome().word());
        assertEquals(4, book.contacts().size());
    }

    @Test
    void a_source_that_breaks_off_removes_nothing() {
        source.has(0, 100);
        sync();
        source.has(95, 102);
        source.breaksOff("the line is dead");
        SyncOutcome.Failed failed = assertInstanceOf(SyncOutcome.Failed.class, sync().outcome());
        assertEquals("the line is dead", failed.reason());
        assertEquals(102, book.contacts().size());
    }

    @Test
    void whatever_else_goes_wrong_is_a_failure_too() {
        source.has(0, 100);
        sync();
        source.whileReading(() -> {
            throw new IllegalStateException("the disk is full");
        });
        assertEquals(new SyncOutcome.Failed("the disk is full"), sync().outcome());
        assertEquals(100, book.contacts().size());
        source.whileReading(() -> {});
        assertEquals("synced", sync().outcome().word());
    }

    @Test
    void other_sources_are_left_alone() {
        source.has(0, 50);
        sync();
        ListSource other = new ListSource("suppliers");
        other.has(0, 3);
        worker.sync(other, Progress.NONE);
        assertEquals(53, book.contacts().size());
    }

    @Test
    void problems_are_handed_on_and_counted() {
        source.has(0, 1);
        source.complains(new Problem("line 7", "is broken"));
        SyncReport report = sync();
        assertEquals(List.of(new Problem("line 7", "is broken")), report.problems());
        assertTrue(report.summary().endsWith(", 1 problem"), report.summary());
    }

    @Test
    void one_source_is_read_by_one_at_a_time() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        source.has(0, 10);
        source.whileReading(() -> {
            reading.countDown();
            await(goOn);
        });
        Thread first = new Thread(this::sync);
        Thread second = new Thread(this::sync);
        first.start();
        await(reading);
        second.start();
        while (second.getState() != Thread.State.WAITING && second.isAlive()) Thread.onSpinWait();
        assertEquals(1, source.timesRead());
        goOn.countDown();
        first.join();
        second.join();
        assertEquals(2, source.timesRead());
        assertEquals(1, source.mostReadersAtOnce());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) throw new AssertionError("waited in vain");
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private SyncReport sync() {
        return worker.sync(source, Progress.NONE);
    }

    private List<String> externalIds() {
        return book.contacts().stream().map(Contact::externalId).toList();
    }
}
