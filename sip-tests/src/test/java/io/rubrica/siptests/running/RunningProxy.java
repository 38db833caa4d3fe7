package io.rubrica.siptests.running;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Rubrica as its users have it: the one jar, started by {@code java -jar}, on the JDK that runs the tests. */
public final class RunningProxy implements AutoCloseable {
    private static final Path JAR = Path.of("..", "proxy", "target", "rubrica.jar");
    private static final Duration START = Duration.ofSeconds(60);
    private static final int LOG_LINES = 40;

    private final Process process;
    private final Path log;

    private RunningProxy(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the proxy and returns when it answers.
     *
     * @param folder where its log goes
     * @param arguments of {@code rubrica run}
     * @throws IllegalStateException with the end of its log, when it does not answer
     */
    public static RunningProxy start(Network network, Path folder, List<String> arguments) {
        RunningProxy proxy = launch(folder, arguments);
        Probe probe = new Probe(network.trunk(), network.address("proxy"));
        long deadline = System.nanoTime() + START.toNanos();
        while (probe.arrivedBeforeTheAnswer(Duration.ofMillis(100)).isEmpty()) {
            if (!proxy.process.isAlive()) throw proxy.failure("the proxy ended at once");
            if (System.nanoTime() > deadline) {
                proxy.close();
                throw proxy.failure("the proxy answered no OPTIONS for " + START.toSeconds() + " s");
            }
        }
        return proxy;
    }

    private static RunningProxy launch(Path folder, List<String> arguments) {
        if (!Files.isRegularFile(JAR))
            throw new IllegalStateException(JAR.toAbsolutePath().normalize()
                    + " is missing: run mvn verify at the project's root, which builds it");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-jar",
                JAR.toAbsolutePath().normalize().toString(),
                "run"));
        command.addAll(arguments);
        Path log = folder.resolve("proxy.log");
        try {
            return new RunningProxy(
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of what it has said. */
    public String log() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(its log cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(what + "; the end of its log:\n" + log());
    }

    /** Ends it at once: calls that a test left open would only hold up a graceful stop. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) throw failure("the proxy cannot be stopped");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
