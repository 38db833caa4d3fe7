package io.rubrica.proxy.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One YAML file, read into settings records. Reading never stops at a mistake: ask {@link #settings} for what could
 * be read, let checks of one's own add to the mistakes, and {@link #orThrow} says them all together.
 */
public final class SettingsFile<R extends Record> {
    private final Path file;
    private final Findings findings;
    private final @Nullable R settings;

    private SettingsFile(Path file, Findings findings, @Nullable R settings) {
        this.file = file;
        this.findings = findings;
        this.settings = settings;
    }

    /**
     * Reads a file.
     *
     * @param type the record that the file's keys are the components of, in lower case with hyphens
     */
    public static <R extends Record> SettingsFile<R> read(Path file, Class<R> type) {
        return read(file, type, System::getenv);
    }

    static <R extends Record> SettingsFile<R> read(
            Path file, Class<R> type, Function<String, @Nullable String> environment) {
        Findings findings = new Findings();
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        Object bound = YamlTree.read(file, findings)
                .map(root -> new RecordBinder(new ScalarReader(folder), new Placeholders(folder, environment), findings)
                        .bind(root, type, ""))
                .orElse(null);
        if (bound == null && findings.mistakes().isEmpty()) findings.mistake(0, "the file says nothing");
        return new SettingsFile<>(file, findings, type.cast(bound));
    }

    /**
     * What could be read: wrong values are their defaults, wrong items are left out. Empty when too little is left.
     * Only for further checks, unless {@link #mistakes} is empty.
     */
    public Optional<R> settings() {
        return Optional.ofNullable(settings);
    }

    /** Whether everything that was written at a path (such as {@code trunks[0].listener}) could be read. */
    public boolean isWhole(String path) {
        return findings.whole(path);
    }

    /** Adds a mistake at a path such as {@code trunks[0].listener}; its line is found here. */
    public void mistake(String path, String message) {
        findings.mistake(findings.line(path), message);
    }

    /** Everything that is wrong, in the order of the lines. */
    public List<Mistake> mistakes() {
        return findings.mistakes();
    }

    /**
     * The settings, when nothing is wrong.
     *
     * @throws MistakenSettingsException when something is, with every mistake
     */
    public R orThrow() throws MistakenSettingsException {
        if (settings == null || !mistakes().isEmpty()) throw new MistakenSettingsException(file, mistakes());
        return settings;
    }
}
