package io.rubrica.proxy.command;

import io.rubrica.proxy.settings.MistakenSettingsException;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.ListenAddress;
import io.rubrica.proxy.trunk.PeerAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(
        name = "rubrica",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Rubrica.Version.class,
        description = "Shows every phone the caller's name.",
        footer = {
            "",
            "A first try:",
            "  rubrica demo",
            "  rubrica run --listen udp:127.0.0.1:5060 --trunk 127.0.0.2 --pbx 127.0.0.3:5060 --contacts contacts.csv",
            "",
            "Exit codes: 0 found or done, 1 nothing found, 2 wrong usage, 3 bad configuration or not possible."
        })
public final class Rubrica implements Runnable {
    // The examples fit in a line.
    private static final int WIDTH = 120;

    @Spec
    private CommandSpec spec;

    private Rubrica() {}

    /**
     * Does what the command line says, on the process's own input and output.
     *
     * @return the exit code
     */
    public static int execute(String... args) {
        UnsafeWarning.markGiven();
        return execute(Terminal.ofProcess(), args);
    }

    static int execute(Terminal terminal, String... args) {
        CommandLine line = new CommandLine(new Rubrica());
        List.of(
                        new RunCommand(terminal),
                        new CheckCommand(terminal),
                        new ImportCommand(terminal),
                        new ExportCommand(terminal),
                        new LookupCommand(terminal),
                        new ReloadCommand(terminal),
                        new DemoCommand(terminal))
                .forEach(line::addSubcommand);
        line.getSubcommands()
                .values()
                .forEach(each -> each.getCommandSpec()
                        .addOption(OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this help and exit.")
                                .build()));
        line.registerConverter(ListenAddress.class, text -> converted(ListenAddress::parse, text));
        line.registerConverter(PeerAddress.class, text -> converted(PeerAddress::parse, text));
        line.registerConverter(HostPort.class, text -> converted(HostPort::parse, text));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.outIsScreen() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, words) -> wrongUsage(wrong));
        line.setExecutionExceptionHandler((failed, command, parsed) -> explain(terminal, failed));
        return line.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do, such as \"rubrica demo\"");
    }

    // The library would put the type's name and the exception's around the sentence.
    private static <T> T converted(Function<String, T> parse, String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(sentence(wrong));
        }
    }

    private static int wrongUsage(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        err.println("rubrica: " + String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", ""));
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("\"" + name + " --help\" shows how it is used.");
        return ExitCode.USAGE;
    }

    private static int explain(Terminal terminal, Exception failed) {
        if (System.getenv("RUBRICA_DEBUG") != null) failed.printStackTrace(terminal.err());
        if (failed instanceof MistakenSettingsException mistaken) {
            terminal.err().println(mistaken.getMessage());
            return ExitCode.CONFIGURATION;
        }
        if (failed instanceof IllegalArgumentException senseless) {
            terminal.err().println("rubrica: " + sentence(senseless));
            return ExitCode.USAGE;
        }
        if (failed instanceof IOException) {
            terminal.err().println("rubrica: " + sentence(failed));
            return ExitCode.CONFIGURATION;
        }
        terminal.err()
                .println("rubrica: something went wrong that should not: " + failed
                        + " (with RUBRICA_DEBUG=1 in the environment it says where)");
        return ExitCode.CONFIGURATION;
    }

    // The JDK's own messages of these hold little more than the path.
    private static String sentence(Exception failed) {
        if (failed instanceof NoSuchFileException missing) return "there is no " + missing.getFile();
        if (failed instanceof AccessDeniedException denied) return denied.getFile() + " may not be used";
        if (failed instanceof FileSystemException other && other.getReason() == null)
            return other.getFile() + " cannot be used";
        String said = Objects.requireNonNullElse(
                failed.getMessage(), failed.getClass().getSimpleName());
        if (!(failed.getCause() instanceof IOException cause)) return said;
        return said.contains(sentence(cause)) ? said : said + ": " + sentence(cause);
    }

    /** The version that stands in the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Rubrica.class.getPackage().getImplementationVersion();
            return new String[] {
                "Rubrica " + Objects.requireNonNullElse(version, "(not packaged)") + ", Java "
                        + Runtime.version().feature()
            };
        }
    }
}
