package io.rubrica.proxy.command;

import io.rubrica.proxy.admin.CommandRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says who has a number, as a call would find it. */
@Command(
        name = "lookup",
        description = {
            "Says who has a number, as a call would find it.",
            "",
            "One line each: number, name, rule (or why there is no name), source and age, with tabs between them."
        },
        footer = {
            "",
            "Examples:",
            "  rubrica lookup +12025550100 --data /var/lib/rubrica",
            "  rubrica lookup 0612345678 --country IT --contacts contacts.csv",
            "  rubrica lookup --json < numbers.txt",
            "",
            "Exit codes: 0 somebody was found, 1 nobody, 2 wrong usage, 3 not possible."
        })
final class LookupCommand implements Callable<Integer> {
    private static final int LONGEST_NUMBER = 1024;

    @Parameters(
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "The number; without it, numbers on standard input.")
    private @Nullable String number;

    @Option(
            names = "--called",
            paramLabel = "EXT",
            defaultValue = "",
            description = "The extension or direct number that is called: its personal contacts count.")
    private String called;

    @Option(
            names = "--country",
            paramLabel = "CC",
            defaultValue = "",
            description = "Whose rules read the number, as two letters such as IT.")
    private String country;

    @Option(names = "--json", description = "One JSON object a line, with the candidates that were refused and why.")
    private boolean json;

    @Option(names = "--contacts", paramLabel = "FILE", description = "A CSV file to look in, instead of a data folder.")
    private @Nullable Path contacts;

    @Mixin
    private DataOptions data;

    private final Terminal terminal;

    LookupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (Desk desk = contacts == null ? Desk.at(data.folder) : Desk.ofFile(contacts, country, terminal)) {
            return number == null ? lookUpAll(desk) : desk.ask(request(number), terminal::say);
        }
    }

    private int lookUpAll(Desk desk) throws IOException {
        int best = ExitCode.NOTHING;
        BufferedReader lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.length() > LONGEST_NUMBER) throw new IllegalArgumentException("a line is too long for a number");
            if (!line.isBlank()) best = Math.min(best, desk.ask(request(line.strip()), terminal::say));
        }
        return best;
    }

    private CommandRequest request(String number) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("called", called);
        fields.put("country", country);
        fields.put("as", json ? "json" : "line");
        return new CommandRequest("lookup", fields);
    }
}
