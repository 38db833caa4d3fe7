package io.rubrica.proxy.admin;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.directory.source.Source;
import io.rubrica.directory.source.csv.CsvExport;
import io.rubrica.directory.source.csv.CsvSettings;
import io.rubrica.directory.source.csv.CsvSource;
import io.rubrica.directory.sync.SyncOutcome;
import io.rubrica.directory.sync.SyncReport;
import io.rubrica.directory.sync.SyncWorker;
import io.rubrica.proxy.enrich.CallerIdSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** What can be asked of an open phonebook: look up, import, export. The same whether it is asked over the socket. */
public final class PhonebookDesk {
    private static final int CHUNK = 12 * 1024;
    private static final int MOST_PROBLEMS = 100;
    private static final int PRECEDENCE = 20;

    private final Phonebook book;
    private final SyncWorker worker;
    private final Lookup lookup;
    private final String country;
    private final Set<String> keptByOthers;

    /**
     * A desk at an open phonebook.
     *
     * @param callerId how names are found and written
     * @param country whose rules read numbers when a question names no country; empty: none
     * @param keptByOthers sources that the settings keep, which nobody else may fill
     */
    public PhonebookDesk(
            Phonebook book, SyncWorker worker, CallerIdSettings callerId, String country, Set<String> keptByOthers) {
        this.book = book;
        this.worker = worker;
        this.lookup = new Lookup(book, callerId, country, InstantSource.system());
        this.country = country;
        this.keptByOthers = Set.copyOf(keptByOthers);
    }

    /** What it answers: {@code lookup}, {@code import}, {@code confirm} and {@code export}. */
    public Map<String, CommandHandler> verbs() {
        return Map.of(
                "lookup", this::look,
                "import", this::importFile,
                "confirm", this::confirm,
                "export", this::export);
    }

    private int look(CommandRequest request, CommandReply reply) throws IOException {
        LookupAnswer answer = lookup.look(request.get("number"), request.get("called"), request.get("country"));
        reply.line(request.get("as").equals("json") ? answer.json() : answer.line());
        return answer.isFound() ? 0 : 1;
    }

    private int importFile(CommandRequest request, CommandReply reply) throws IOException {
        String source = request.get("source");
        if (source.isBlank()) throw new IllegalArgumentException("an import needs a name for its source");
        if (keptByOthers.contains(source))
            throw new IllegalArgumentException(
                    "the source \"" + source + "\" is kept by the settings: change its file, or name another source");
        CsvSettings settings =
                new CsvSettings(Path.of(request.get("file")), request.get("owner"), request.get("country"), PRECEDENCE);
        Source csv = new CsvSource(source, settings, NumberPlan.of(country));
        SyncReport report = worker.sync(csv, progress(reply));
        boolean confirmed = request.get("confirm").equals("yes") && report.outcome() instanceof SyncOutcome.Guarded;
        return tell(confirmed ? worker.confirm(source).orElse(report) : report, reply);
    }

    private int confirm(CommandRequest request, CommandReply reply) throws IOException {
        String source = request.get("source");
        SyncReport report = worker.confirm(source)
                .orElseThrow(() -> new IllegalArgumentException("nothing of \"" + source + "\" waits to be confirmed"));
        return tell(report, reply);
    }

    private static int tell(SyncReport report, CommandReply reply) throws IOException {
        if (report.outcome() instanceof SyncOutcome.Failed failed) throw new IOException(failed.reason());
        for (Source.Problem problem : report.problems()
                .subList(0, Math.min(MOST_PROBLEMS, report.problems().size())))
            reply.line(Visible.text(problem.place() + ": " + problem.reason()));
        if (report.problemCount() > MOST_PROBLEMS)
            reply.line("... and " + (report.problemCount() - MOST_PROBLEMS) + " more problems");
        reply.line(Visible.text(report.summary()));
        return 0;
    }

    private int export(CommandRequest request, CommandReply reply) throws IOException {
        NumberPlan plan = NumberPlan.of(request.get("country").isEmpty() ? country : request.get("country"));
        CsvExport csv =
                new CsvExport(plan, request.get("owner"), request.get("mark").equals("yes"));
        long contacts;
        try (OutputStream out = new BufferedOutputStream(new Chunks(reply), CHUNK)) {
            contacts = csv.write(book, out);
        }
        reply.progress(contacts, contacts, contacts);
        return contacts > 0 ? 0 : 1;
    }

    // A source hears of no failure to tell, so that one ends the reading: nobody waits for it any more.
    private static Source.Progress progress(CommandReply reply) {
        return new Source.Progress() {
            @Override
            public void at(long done, long total) {
                at(done, total, 0);
            }

            @Override
            public void at(long done, long total, long contacts) {
                try {
                    reply.progress(done, total, contacts);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            }
        };
    }

    /** Carries bytes in lines, for a file has line ends of its own. */
    private static final class Chunks extends OutputStream {
        private final CommandReply reply;

        private Chunks(CommandReply reply) {
            this.reply = reply;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            reply.line(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, from + length)));
        }
    }
}
