package io.rubrica.proxy.command;

import io.rubrica.proxy.admin.CommandReply;
import io.rubrica.proxy.admin.CommandRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the phonebook as a CSV file. */
@Command(
        name = "export",
        description = "Writes the phonebook as a CSV file that \"import\" reads back into the same book.",
        footer = {
            "",
            "Examples:",
            "  rubrica export contacts.csv --data /var/lib/rubrica",
            "  rubrica export --owner 201 > private.csv"
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file to write; without it, standard output.")
    private @Nullable Path file;

    @Option(
            names = "--owner",
            paramLabel = "EXT",
            defaultValue = "",
            description = "The extension whose personal contacts are written (default: the company's contacts).")
    private String owner;

    @Option(
            names = "--country",
            paramLabel = "CC",
            defaultValue = "",
            description = "Whose rules will read the numbers again, as two letters such as IT.")
    private String country;

    @Option(names = "--mark", description = "Begin with the mark by which spreadsheets recognise UTF-8.")
    private boolean mark;

    @Mixin
    private DataOptions data;

    /** Where the file's bytes go. */
    @FunctionalInterface
    private interface Bytes {
        void take(byte[] bytes) throws IOException;
    }

    private final Terminal terminal;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (Desk desk = Desk.at(data.folder)) {
            return file == null ? export(desk, terminal::say) : toFile(desk, file);
        }
    }

    // Beside its place first, so that a failed export never leaves half a file under the name of a whole one.
    private int toFile(Desk desk, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            int code;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                code = export(desk, out::write);
            } catch (NoSuchFileException noFolder) {
                throw new IllegalArgumentException("there is no folder for " + file, noFolder);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            return code;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private int export(Desk desk, Bytes out) throws IOException {
        CommandRequest request =
                new CommandRequest("export", Map.of("owner", owner, "country", country, "mark", mark ? "yes" : "no"));
        return desk.ask(request, new CommandReply() {
            @Override
            public void line(String line) throws IOException {
                out.take(Base64.getDecoder().decode(line));
            }

            @Override
            public void progress(long done, long total, long contacts) {
                terminal.err().println(contacts + (contacts == 1 ? " contact" : " contacts"));
            }
        });
    }
}
