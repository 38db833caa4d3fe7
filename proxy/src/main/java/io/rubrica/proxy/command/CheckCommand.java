package io.rubrica.proxy.command;

import io.rubrica.proxy.Settings;
import io.rubrica.proxy.SettingsCheck;
import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether a settings file could be used. */
@Command(
        name = "check",
        description = "Says whether a settings file could be used, or everything that is wrong with it.",
        footer = {"", "Example:", "  rubrica check --config /etc/rubrica/rubrica.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The settings file.")
    private Path config;

    private final Terminal terminal;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = SettingsCheck.read(config);
        terminal.say("ok");
        terminal.say("  listen   "
                + joined(settings.listen().stream().map(each -> describe(each)).toList()));
        terminal.say("  trunks   "
                + joined(settings.trunks().stream().map(TrunkSettings::name).toList()));
        terminal.say("  pbx      "
                + joined(settings.pbx().stream().map(CheckCommand::describe).toList()));
        terminal.say("  sources  " + joined(settings.sources().keySet()));
        terminal.say("  data     " + settings.data());
        terminal.say("  admin    http://" + settings.admin().listen());
        for (Map.Entry<String, String> lost : NameSearch.inVain(settings).entrySet())
            terminal.say("  warning  nobody finds " + lost.getKey() + " (" + lost.getValue()
                    + "): calls there get 503 until somebody does");
        return ExitCode.DONE;
    }

    private static String describe(ListenerSettings listener) {
        return listener.name() + " at " + listener.address();
    }

    private static String describe(PbxSettings pbx) {
        return pbx.name() + " at " + pbx.address();
    }

    private static String joined(Collection<String> words) {
        return words.isEmpty() ? "none" : words.stream().collect(Collectors.joining(", "));
    }
}
