package io.rubrica.proxy.trunk;

import io.rubrica.proxy.settings.MistakenSettingsException;
import io.rubrica.proxy.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trunks as operators write them, so that a test names only what it is about. */
public final class TrunkFile {
    private TrunkFile() {}

    /** What such a file holds. */
    public record Trunks(List<TrunkSettings> trunks) {}

    /** Reads one trunk, written in braces. */
    public static TrunkSettings trunk(String yaml) {
        try {
            Path file = Files.createTempFile("trunk", ".yaml");
            try {
                Files.writeString(file, "trunks:\n  - " + yaml + "\n");
                return SettingsFile.read(file, Trunks.class).orThrow().trunks().get(0);
            } finally {
                Files.delete(file);
            }
        } catch (IOException | MistakenSettingsException failed) {
            throw new AssertionError(yaml, failed);
        }
    }
}
