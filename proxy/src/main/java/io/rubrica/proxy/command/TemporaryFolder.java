package io.rubrica.proxy.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A data folder that goes away with the command. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    TemporaryFolder() throws IOException {
        this.path = Files.createTempDirectory("rubrica-");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(path)) return;
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
        }
    }
}
