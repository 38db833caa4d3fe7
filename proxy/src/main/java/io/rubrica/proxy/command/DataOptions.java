package io.rubrica.proxy.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the phonebook is kept. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/lib/rubrica",
            description = "The data folder (default: ${DEFAULT-VALUE}). A proxy that runs on it is asked; otherwise the"
                    + " folder is opened here.")
    Path folder;
}
