package io.rubrica.proxy.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.rubrica.directory.phonebook.OffHeapPhonebook;
import io.rubrica.directory.sync.SyncWorker;
import io.rubrica.proxy.admin.CommandClient;
import io.rubrica.proxy.admin.CommandHandler;
import io.rubrica.proxy.admin.CommandReply;
import io.rubrica.proxy.admin.CommandRequest;
import io.rubrica.proxy.admin.OpeningNotice;
import io.rubrica.proxy.admin.PhonebookDesk;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.settings.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Somewhere to ask about the phonebook: the proxy that runs, or the phonebook opened here. */
final class Desk implements AutoCloseable {
    /** Asks one question; what {@link CommandClient#ask} says of codes and exceptions holds here as well. */
    @FunctionalInterface
    private interface Answerer {
        int ask(CommandRequest request, CommandReply reply) throws IOException;
    }

    private final Answerer answerer;
    private final Deque<AutoCloseable> open;

    private Desk(Answerer answerer, Deque<AutoCloseable> open) {
        this.answerer = answerer;
        this.open = open;
    }

    /** The phonebook of a data folder that is there. */
    static Desk at(Path data) throws IOException {
        if (!Files.isDirectory(data))
            throw new IllegalArgumentException("there is no data folder " + data + "; say which with --data");
        return forWritingAt(data);
    }

    /** The phonebook of a data folder, which is made when it is not there. */
    static Desk forWritingAt(Path data) throws IOException {
        Optional<CommandClient> proxy = CommandClient.connect(data);
        Deque<AutoCloseable> open = new ArrayDeque<>();
        if (proxy.isPresent()) {
            open.push(proxy.get());
            return new Desk(proxy.get()::ask, open);
        }
        Files.createDirectories(data);
        return opened(data, open);
    }

    /** A CSV file as a phonebook, for as long as the command runs. */
    static Desk ofFile(Path contacts, String country, Terminal terminal) throws IOException {
        if (!Files.isRegularFile(contacts)) throw new IllegalArgumentException("there is no file " + contacts);
        Deque<AutoCloseable> open = new ArrayDeque<>();
        TemporaryFolder folder = new TemporaryFolder();
        open.push(folder);
        Desk desk = opened(folder.path(), open);
        CommandRequest read = new CommandRequest(
                "import",
                Map.of("file", contacts.toAbsolutePath().toString(), "source", "contacts", "country", country));
        // What was read is no answer to what was asked; only what could not be read is worth a word.
        List<String> told = new ArrayList<>();
        try (ProgressReply progress = new ProgressReply(terminal, "contacts", told::add)) {
            desk.ask(read, progress);
        } catch (IOException | RuntimeException failed) {
            desk.close();
            throw failed;
        }
        if (told.size() > 1) told.forEach(terminal.err()::println);
        return desk;
    }

    private static Desk opened(Path data, Deque<AutoCloseable> open) throws IOException {
        onlyWarnings();
        OffHeapPhonebook book = OffHeapPhonebook.open(data);
        open.push(book);
        OpeningNotice.give(book.opening());
        SyncWorker worker = new SyncWorker(book, Clock.systemUTC());
        CallerIdSettings callerId = Defaults.of(CallerIdSettings.class);
        Map<String, CommandHandler> verbs = new PhonebookDesk(book, worker, callerId, "", Set.of()).verbs();
        return new Desk(
                (request, reply) ->
                        Objects.requireNonNull(verbs.get(request.verb())).handle(request, reply),
                open);
    }

    // A command answers; how it got there interests nobody.
    private static void onlyWarnings() {
        if (LoggerFactory.getLogger("io.rubrica") instanceof Logger logger) logger.setLevel(Level.WARN);
    }

    int ask(CommandRequest request, CommandReply reply) throws IOException {
        return answerer.ask(request, reply);
    }

    @Override
    public void close() throws IOException {
        try {
            while (!open.isEmpty()) open.pop().close();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException("the phonebook could not be closed: " + failed.getMessage(), failed);
        }
    }
}
