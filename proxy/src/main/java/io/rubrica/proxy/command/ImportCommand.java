package io.rubrica.proxy.command;

import io.rubrica.proxy.admin.CommandRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a CSV file into the phonebook. */
@Command(
        name = "import",
        description = {
            "Reads a CSV file into the phonebook.",
            "",
            "Contacts that the same source had before and that are not in the file are removed; when that is more than"
                    + " a fifth of them, only with --confirm."
        },
        footer = {
            "",
            "Examples:",
            "  rubrica import contacts.csv --data /var/lib/rubrica --country IT",
            "  rubrica import private.csv --owner 201",
            "  rubrica import --source customers --confirm      removes what a source that is read by itself has lost"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The CSV file.")
    private @Nullable Path file;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source that the contacts belong to (default: the file's name without its ending, and the"
                    + " owner).")
    private @Nullable String source;

    @Option(
            names = "--owner",
            paramLabel = "EXT",
            defaultValue = "",
            description = "The extension whose personal contacts these are.")
    private String owner;

    @Option(
            names = "--country",
            paramLabel = "CC",
            defaultValue = "",
            description = "Whose rules read the numbers, as two letters such as IT.")
    private String country;

    @Option(names = "--confirm", description = "The source has really lost more than a fifth of its contacts.")
    private boolean confirm;

    @Mixin
    private DataOptions data;

    private final Terminal terminal;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CommandRequest request = request();
        try (Desk desk = Desk.forWritingAt(data.folder);
                ProgressReply reply = new ProgressReply(terminal, "import", terminal::say)) {
            return desk.ask(request, reply);
        }
    }

    private CommandRequest request() {
        if (file == null) {
            if (source == null || !confirm)
                throw new IllegalArgumentException("say which file, or --source and --confirm for one that is known");
            return new CommandRequest("confirm", Map.of("source", source));
        }
        if (!Files.isRegularFile(file)) throw new IllegalArgumentException("there is no file " + file);
        return new CommandRequest(
                "import",
                Map.of(
                        "file",
                        file.toAbsolutePath().normalize().toString(),
                        "source",
                        source == null ? named(file) : source,
                        "owner",
                        owner,
                        "country",
                        country,
                        "confirm",
                        confirm ? "yes" : "no"));
    }

    // Two people's files of one name are two sources; one must not sweep the other.
    private String named(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        return owner.isEmpty() ? name : name + "-" + owner;
    }
}
