package io.rubrica.proxy.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A settings file that cannot be used; says every mistake, one a line, as {@code file:line: message}. */
public final class MistakenSettingsException extends Exception {
    private final transient List<Mistake> mistakes;

    MistakenSettingsException(Path file, List<Mistake> mistakes) {
        super(mistakes.stream().map(mistake -> line(file, mistake)).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes in the order of their lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    private static String line(Path file, Mistake mistake) {
        return file + (mistake.line() > 0 ? ":" + mistake.line() : "") + ": " + mistake.message();
    }
}
