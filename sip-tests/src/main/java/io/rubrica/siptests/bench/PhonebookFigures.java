package io.rubrica.siptests.bench;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.OffHeapPhonebook;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * The phonebook's figures: how long a load, a lookup and an opening take, what a concurrent import does to lookups,
 * and what it all occupies.
 *
 * <p>Arguments: a folder that does not exist yet, and how many contacts (1,000,000 unless told).
 */
public final class PhonebookFigures {
    private static final int LOOKUPS = 2_000_000;
    private static final String OPEN_ONLY = "--open-only";

    private final PrintStream out;
    private final Path folder;
    private final int contacts;

    private PhonebookFigures(PrintStream out, Path folder, int contacts) {
        this.out = out;
        this.folder = folder;
        this.contacts = contacts;
    }

    /** Measures, and says what it measured. */
    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].equals(OPEN_ONLY)) {
            openOnly(Path.of(args[1]));
            return;
        }
        if (args.length < 1 || Files.exists(Path.of(args[0]))) {
            System.err.println("give a folder that does not exist yet, and how many contacts");
            System.exit(2);
        }
        int contacts = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        new PhonebookFigures(System.out, Path.of(args[0]), contacts).measure();
    }

    private void measure() throws Exception {
        try (OffHeapPhonebook book = OffHeapPhonebook.open(folder)) {
            long start = System.nanoTime();
            MadeUpBook.load(book, contacts, 1);
            say("load of %,d contacts with 3 numbers: %.1f s", contacts, seconds(start));
            start = System.nanoTime();
            MadeUpBook.load(book, contacts, 1);
            say("the same again, unchanged: %.1f s", seconds(start));
            for (int warm = 0; warm < 3; warm++) lookups(book, true, LOOKUPS);
            report("one random read of as much memory, for comparison", reads());
            report("exact lookup, found, with its contact", lookups(book, true, LOOKUPS));
            report("lookup of nobody, exact and by containment", lookups(book, false, LOOKUPS));
            CompletableFuture<Double> load = CompletableFuture.supplyAsync(() -> {
                long begun = System.nanoTime();
                MadeUpBook.load(book, contacts, 2);
                return seconds(begun);
            });
            List<int[]> during = new ArrayList<>();
            while (!load.isDone()) during.add(lookups(book, true, 100_000));
            report("exact lookup during an import", join(during));
            say("that import, every contact changed: %.1f s", load.get());
        }
        occupied();
        reopened();
    }

    /** Nanoseconds of each lookup. */
    private int[] lookups(OffHeapPhonebook book, boolean known, int count) {
        int[] nanos = new int[count];
        SplittableRandom random = new SplittableRandom(7);
        long names = 0;
        for (int i = 0; i < count; i++) {
            long n = random.nextLong(3L * contacts) + (known ? 0 : 3L * contacts);
            PhoneNumber number = MadeUpBook.number(n);
            long start = System.nanoTime();
            Match match = book.find(number, "", Matching.DEFAULT);
            nanos[i] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - start);
            if (match instanceof Match.Found found)
                names += found.contact().lastName().length();
        }
        if (known != names > 0) throw new IllegalStateException("a lookup went wrong");
        return nanos;
    }

    /** Nanoseconds of reading one random place each time, of as much memory as a large book has. */
    private static int[] reads() {
        byte[] places = new byte[400 << 20];
        for (int at = 0; at < places.length; at += 64) places[at] = 1;
        int[] nanos = new int[LOOKUPS];
        SplittableRandom random = new SplittableRandom(7);
        int sum = 0;
        for (int i = 0; i < nanos.length; i++) {
            // The last reading decides where the next one is: no processor can read ahead.
            int at = random.nextInt(places.length - 1) + (sum & 1);
            long start = System.nanoTime();
            sum += places[at];
            nanos[i] = (int) (System.nanoTime() - start);
        }
        if (sum == 0) throw new IllegalStateException("nothing was read");
        return nanos;
    }

    private static int[] join(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private void report(String what, int[] nanos) {
        Arrays.sort(nanos);
        say(
                "%s: p50 %d ns, p99 %d ns, p99.9 %d ns, most %,d ns (%,d lookups)",
                what,
                nanos[nanos.length / 2],
                nanos[(int) (nanos.length * 0.99)],
                nanos[(int) (nanos.length * 0.999)],
                nanos[nanos.length - 1],
                nanos.length);
    }

    private void occupied() throws IOException, InterruptedException {
        Process du = new ProcessBuilder("du", "-sm", folder.toString()).start();
        say("on disk, MB: %s", new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s")[0]);
        du.waitFor();
    }

    /** Opens the book in a process of its own, which has yet to compile what the first opening needs. */
    private void reopened() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(PhonebookFigures.class.getName());
        command.add(OPEN_ONLY);
        command.add(folder.toString());
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void openOnly(Path folder) throws IOException {
        long start = System.nanoTime();
        try (OffHeapPhonebook book = OffHeapPhonebook.open(folder)) {
            Match match = book.find(MadeUpBook.number(3), "", Matching.DEFAULT);
            System.out.printf(
                    Locale.ROOT,
                    "opened again (%s) with its first lookup (%s): %.2f s%n",
                    book.opening().word(),
                    match instanceof Match.Found ? "found" : "not found",
                    seconds(start));
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
