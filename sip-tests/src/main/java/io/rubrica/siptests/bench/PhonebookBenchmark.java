package io.rubrica.siptests.bench;

import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.OffHeapPhonebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one lookup costs: by {@code java -cp ... org.openjdk.jmh.Main PhonebookBenchmark}, with the flags that
 * Chronicle Map needs. Each lookup asks for another number, so the memory's own latency is part of it: {@link #memory}
 * reads one random place of as much memory, for comparison.
 */
@SuppressWarnings("NullAway.Init") // JMH sets it up.
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class PhonebookBenchmark {
    private static final int MEGABYTES = 400;

    /** How many contacts, with three numbers each. */
    @Param("1000000")
    public int contacts;

    private final SplittableRandom random = new SplittableRandom(7);
    private final byte[] places = new byte[MEGABYTES << 20];
    private Path folder = Path.of("");
    private OffHeapPhonebook book;

    /** Makes the book in a folder of its own. */
    @Setup(Level.Trial)
    public void makeTheBook() throws IOException {
        folder = Files.createTempDirectory("phonebook-benchmark");
        book = OffHeapPhonebook.open(folder);
        MadeUpBook.load(book, contacts, 1);
        for (int at = 0; at < places.length; at += 64) places[at] = 1;
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void deleteTheBook() throws IOException {
        book.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Somebody's number, with the contact made. */
    @Benchmark
    public Match known() {
        return book.find(MadeUpBook.number(random.nextLong(3L * contacts)), "", Matching.DEFAULT);
    }

    /** Nobody's number, looked for exactly and by its tail. */
    @Benchmark
    public Match unknown() {
        return book.find(MadeUpBook.number(3L * contacts + random.nextLong(3L * contacts)), "", Matching.DEFAULT);
    }

    /** Nobody's number, looked for exactly only. */
    @Benchmark
    public Match unknownExactly() {
        return book.find(MadeUpBook.number(3L * contacts + random.nextLong(3L * contacts)), "", Matching.EXACT);
    }

    /** One random place of as much memory as the book has. */
    @Benchmark
    public byte memory() {
        return places[random.nextInt(places.length)];
    }
}
