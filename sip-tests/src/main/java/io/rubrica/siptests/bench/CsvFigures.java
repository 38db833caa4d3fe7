package io.rubrica.siptests.bench;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.OffHeapPhonebook;
import io.rubrica.directory.source.Source;
import io.rubrica.directory.source.csv.CsvSettings;
import io.rubrica.directory.source.csv.CsvSource;
import io.rubrica.directory.sync.SyncReport;
import io.rubrica.directory.sync.SyncWorker;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What it costs to import a large CSV file: rows a second and the most heap, for the reader alone and into a phonebook.
 * The reader is content with {@code -Xmx64m}.
 *
 * <p>Arguments: a folder that does not exist yet; how many rows (1,000,000 unless told); {@code reader} to leave the
 * phonebook out.
 */
public final class CsvFigures {
    private static final String HEADER =
            "FirstName,LastName,Company,Mobile,Mobile2,Home,Home2,Business,Business2,Email,Other,BusinessFax,HomeFax,Pager\n";

    private final PrintStream out;
    private final Path folder;
    private final int rows;

    private CsvFigures(PrintStream out, Path folder, int rows) {
        this.out = out;
        this.folder = folder;
        this.rows = rows;
    }

    /** Measures, and says what it measured. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || Files.exists(Path.of(args[0]))) {
            System.err.println(
                    "give a folder that does not exist yet, how many rows, and 'reader' for the reader alone");
            System.exit(2);
        }
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        CsvFigures figures = new CsvFigures(System.out, Files.createDirectories(Path.of(args[0])), rows);
        CsvSource source = figures.writtenSource();
        figures.readAlone(source);
        if (args.length < 3 || !args[2].equals("reader")) figures.readIntoPhonebook(source);
    }

    private void readAlone(CsvSource source) throws IOException {
        resetPeaks();
        long start = System.nanoTime();
        Source.Reading reading = source.read(contact -> {}, Source.Progress.NONE);
        say("reader alone: %,d contacts, %d problems", reading.contacts(), reading.problemCount());
        sayCost(start);
    }

    private void readIntoPhonebook(CsvSource source) throws IOException {
        try (OffHeapPhonebook book = OffHeapPhonebook.open(folder.resolve("data"))) {
            SyncWorker worker = new SyncWorker(book, Clock.systemUTC());
            for (String what : new String[] {"first import", "the same file again"}) {
                resetPeaks();
                long start = System.nanoTime();
                SyncReport report = worker.sync(source, Source.Progress.NONE);
                say("%s: %s", what, report.summary());
                sayCost(start);
            }
        }
    }

    private CsvSource writtenSource() throws IOException {
        Path file = folder.resolve("contacts.csv");
        SplittableRandom random = new SplittableRandom(1);
        try (Writer text = Files.newBufferedWriter(file)) {
            text.write(HEADER);
            for (int i = 0; i < rows; i++)
                text.write(String.format(
                        Locale.ROOT,
                        "Zoë%d,Rossi-%d,\"Azienda, %d\",+39333%07d,,,,06/%08d,,z%d@example.com,+44%010d,,,\n",
                        i,
                        random.nextInt(10_000),
                        i / 7,
                        i,
                        random.nextInt(10_000_000, 99_999_999),
                        i,
                        1_600_000_000L + i));
        }
        say("%,d rows in %,d bytes", rows, Files.size(file));
        return new CsvSource("customers", new CsvSettings(file, "", "IT", 20), NumberPlan.worldwide());
    }

    private void sayCost(long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        say("  %.1f s, %,.0f rows a second, at most %,d MB of heap", seconds, rows / seconds, peakHeap() >> 20);
    }

    private static void resetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The sum of each pool's most: what the heap had at once, or a little more. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
