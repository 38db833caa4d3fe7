package io.rubrica.proxy.command;

import io.rubrica.proxy.admin.CommandClient;
import io.rubrica.proxy.admin.CommandRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the running proxy read its settings file again. */
@Command(
        name = "reload",
        description = {
            "Has the running proxy read its settings file and its certificates again; calls in progress go on.",
            "",
            "Everything is taken or nothing. Listeners, the data folder and the admin listener need a restart."
        },
        footer = {"", "Example:", "  rubrica reload --data /var/lib/rubrica"})
final class ReloadCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/lib/rubrica",
            description = "The data folder of the running proxy (default: ${DEFAULT-VALUE}).")
    private Path data;

    private final Terminal terminal;

    ReloadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (CommandClient proxy = CommandClient.connect(data)
                .orElseThrow(() -> new IOException("no proxy runs on " + data + "; say which with --data"))) {
            return proxy.ask(new CommandRequest("reload", Map.of()), terminal::say);
        }
    }
}
