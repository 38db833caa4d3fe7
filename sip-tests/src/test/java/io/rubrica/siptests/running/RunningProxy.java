package io.rubrica.siptests.running;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Rubrica as its users have it: the one jar, started by {@code java -jar}, on the JDK that runs the tests. */
public final class RunningProxy implements AutoCloseable {
    private static final Path JAR = Path.of("..", "proxy", "target", "rubrica.jar");
    private static final Duration START = Duration.ofSeconds(60);

    private final Program program;

    private RunningProxy(Program program) {
        this.program = program;
    }

    /**
     * Starts the proxy and returns when it answers.
     *
     * @param folder where its log goes
     * @param arguments of {@code rubrica run}
     * @throws IllegalStateException with the end of its log, when it does not answer
     */
    public static RunningProxy start(Network network, Path folder, List<String> arguments) {
        RunningProxy proxy = new RunningProxy(command("proxy", folder, with("run", arguments)));
        Probe probe = new Probe(network.trunk(), network.address("proxy"));
        long deadline = System.nanoTime() + START.toNanos();
        while (probe.arrivedBeforeTheAnswer(Duration.ofMillis(100)).isEmpty()) {
            if (!proxy.isAlive()) throw proxy.program.failure("ended at once");
            if (System.nanoTime() > deadline) {
                proxy.close();
                throw proxy.program.failure("answered no OPTIONS for " + START.toSeconds() + " s");
            }
        }
        return proxy;
    }

    /**
     * Starts the proxy, whatever its listeners speak, and returns when its admin listener at the network's place says
     * that it is ready.
     *
     * @param configuration its {@code rubrica.yaml}
     * @throws IllegalStateException with the end of its log, when it does not
     */
    public static RunningProxy startConfigured(Network network, Path folder, String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("rubrica.yaml"), configuration);
        RunningProxy proxy = new RunningProxy(command("proxy", folder, List.of("run", "--config", file.toString())));
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady(network.admin())) {
            if (!proxy.isAlive()) throw proxy.program.failure("ended at once");
            if (System.nanoTime() > deadline) {
                proxy.close();
                throw proxy.program.failure("was not ready for " + START.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return proxy;
    }

    private static boolean isReady(String admin) {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://" + admin + "/ready").toURL().openConnection();
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** With flags alone: that trunk, that PBX, those contacts. */
    public static RunningProxy start(Network network, Path folder, Path contacts) {
        return start(
                network,
                folder,
                List.of(
                        "--listen",
                        "udp:" + Network.text(network.address("proxy")),
                        "--trunk",
                        Network.host(network.address("trunk")),
                        "--pbx",
                        Network.text(network.address("pbx")),
                        "--contacts",
                        contacts.toString(),
                        "--country",
                        "GB",
                        "--admin",
                        network.admin(),
                        "--data",
                        folder.resolve("data").toString()));
    }

    /** Another command of the same jar, such as {@code reload}; what it says goes into {@code NAME.log}. */
    public static Program command(String name, Path folder, List<String> arguments) {
        Path jar = JAR.toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar))
            throw new IllegalStateException(jar + " is missing: mvn verify at the project's root builds it");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                // What it is to do fast it need not do fast from the first call on.
                "-Drubrica.rehearsal=100",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return Program.start(name, folder, command);
    }

    private static List<String> with(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    /** The last lines of what it has said. */
    public String log() {
        return program.log();
    }

    /** As a service manager does, by SIGTERM. */
    public void askToStop() {
        program.askToStop();
    }

    /** Waits until it has ended by itself. @throws IllegalStateException when it does not */
    public void awaitEnd(Duration patience) throws InterruptedException {
        program.exit(patience);
    }

    /** Ends it at once: calls that a test left open would only hold up a graceful stop. */
    @Override
    public void close() {
        program.close();
    }
}
