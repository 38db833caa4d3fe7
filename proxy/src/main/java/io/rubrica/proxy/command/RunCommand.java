package io.rubrica.proxy.command;

import io.rubrica.proxy.Settings;
import io.rubrica.proxy.SettingsCheck;
import io.rubrica.proxy.settings.MistakenSettingsException;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.ListenAddress;
import io.rubrica.proxy.trunk.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the proxy until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Runs the proxy until it is told to stop (SIGTERM or Ctrl-C).",
            "",
            "The port is opened when the contacts are loaded. When it stops, calls in progress go on for a while and new"
                    + " ones get 503."
        },
        footer = {
            "",
            "Examples:",
            "  rubrica run --config /etc/rubrica/rubrica.yaml",
            "  rubrica run --listen udp:127.0.0.1:5060 --trunk 127.0.0.2 --pbx 127.0.0.3:5060 --contacts contacts.csv"
        })
final class RunCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private From from;

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Either a file or flags. */
    static final class From {
        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The settings file.")
        private @Nullable Path config;

        @ArgGroup(exclusive = false, heading = "%nFor a first try, without a file:%n")
        private @Nullable Flags flags;
    }

    /** What a first try needs. */
    static final class Flags {
        @Option(
                names = "--listen",
                required = true,
                paramLabel = "ADDRESS",
                description = "Where to listen, such as udp:127.0.0.1:5060.")
        private ListenAddress listen;

        @Option(
                names = "--trunk",
                required = true,
                paramLabel = "ADDRESS",
                description = "Where a trunk's messages come from; may be given several times.")
        private List<PeerAddress> trunks;

        @Option(names = "--pbx", required = true, paramLabel = "ADDRESS", description = "Where calls are sent.")
        private HostPort pbx;

        @Option(names = "--contacts", paramLabel = "FILE", description = "Contacts as a CSV file.")
        private @Nullable Path contacts;

        @Option(
                names = "--country",
                paramLabel = "CC",
                defaultValue = "",
                description = "Whose rules read numbers, as two letters such as IT.")
        private String country;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The data folder (default: a temporary one, removed at the end).")
        private @Nullable Path data;

        @Option(
                names = "--admin",
                paramLabel = "ADDRESS",
                defaultValue = "127.0.0.1:9060",
                description = "Where metrics and health are (default: ${DEFAULT-VALUE}).")
        private HostPort admin;
    }

    @Override
    public Integer call() throws IOException, MistakenSettingsException {
        Flags flags = from.flags;
        if (flags != null) return run(flags);
        Path config = Objects.requireNonNull(from.config);
        return run(SettingsCheck.read(config), config, null);
    }

    private int run(Flags flags) throws IOException {
        TemporaryFolder temporary = flags.data == null ? new TemporaryFolder() : null;
        Path data = temporary == null ? Objects.requireNonNull(flags.data) : temporary.path();
        try {
            Settings settings = FlagSettings.of(
                    flags.listen, flags.trunks, flags.pbx, flags.contacts, flags.country, data, flags.admin);
            return run(settings, null, temporary);
        } finally {
            if (temporary != null) temporary.close();
        }
    }

    private int run(Settings settings, @Nullable Path file, @Nullable TemporaryFolder temporary) throws IOException {
        try (RunningProxy running = RunningProxy.start(settings, file, temporary, terminal)) {
            running.untilStopped();
        }
        return ExitCode.DONE;
    }
}
