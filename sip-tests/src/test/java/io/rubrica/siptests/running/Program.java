package io.rubrica.siptests.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a test started and will end, and what it says. */
public final class Program implements AutoCloseable {
    private static final int LOG_LINES = 40;

    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it; what it says goes into {@code NAME.log}.
     *
     * @param folder where it runs
     */
    public static Program start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            return new Program(name, process, log);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    name + " cannot be started; sip-tests/run installs what the tests need", failed);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Its exit code, once it ends by itself.
     *
     * @throws IllegalStateException when it does not in that time
     */
    public int exit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
            throw failure("has not ended within " + patience.toSeconds() + " s");
        return process.exitValue();
    }

    /** Sends SIGTERM. */
    public void askToStop() {
        process.destroy();
    }

    /** Sends SIGHUP, for programs that then read their files again. */
    public void askToReload() throws IOException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
    }

    /** Everything that it has said, where what is no UTF-8 may look odd. */
    public String says() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The last lines of what it has said. */
    public String log() {
        try {
            List<String> lines = says().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (UncheckedIOException unreadable) {
            return "(its log cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    /** Something went wrong with it; with the end of its log. */
    public IllegalStateException failure(String what) {
        return new IllegalStateException(name + " " + what + "; the end of its log:\n" + log());
    }

    /** Ends it at once, and what it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) throw failure("cannot be stopped");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
