package io.rubrica.siptests.scenario;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Plays every folder under {@code scenarios}; {@code -Dscenario=NAME} plays that one. */
class ScenariosTest {
    private static final Path FOLDERS = Path.of("src", "test", "resources", "scenarios");
    // Those that wait for a timer of half a minute do so beside the others.
    private static final int PROXIES_AT_ONCE = 4;

    @TempDir
    Path temporary;

    private final ExecutorService groups = Executors.newFixedThreadPool(PROXIES_AT_ONCE);

    @TestFactory
    Stream<DynamicTest> every_scenario_is_played_as_it_is_written() throws IOException {
        Map<Scenario, CompletableFuture<Void>> outcomes = new LinkedHashMap<>();
        for (Scenario scenario : scenarios()) outcomes.put(scenario, new CompletableFuture<>());
        for (ScenarioGroup group : grouped(outcomes)) groups.execute(group);
        return outcomes.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().title(), () -> await(entry.getKey().title(), entry.getValue())));
    }

    @AfterEach
    void every_proxy_has_been_stopped() {
        groups.shutdown();
        boolean ended = false;
        while (!ended) ended = ended(groups);
    }

    private static boolean ended(ExecutorService groups) {
        try {
            return groups.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static List<Scenario> scenarios() throws IOException {
        String only = System.getProperty("scenario", "");
        List<Path> folders;
        try (Stream<Path> all = Files.list(FOLDERS)) {
            folders = all.filter(Files::isDirectory)
                    .filter(folder -> only.isEmpty() || folder.endsWith(only))
                    .sorted()
                    .toList();
        }
        assertFalse(folders.isEmpty(), "there is no scenario " + only + " in " + FOLDERS.toAbsolutePath());
        return folders.stream().map(ScenarioFolder::read).flatMap(List::stream).toList();
    }

    private List<ScenarioGroup> grouped(Map<Scenario, CompletableFuture<Void>> outcomes) throws IOException {
        Map<String, Map<Scenario, CompletableFuture<Void>>> together = new LinkedHashMap<>();
        outcomes.entrySet().stream()
                .sorted(Comparator.comparing(entry -> !entry.getKey().alone()))
                .forEach(entry -> together.computeIfAbsent(key(entry.getKey()), key -> new LinkedHashMap<>())
                        .put(entry.getKey(), entry.getValue()));
        List<ScenarioGroup> groups = new ArrayList<>();
        for (Map<Scenario, CompletableFuture<Void>> members : together.values()) {
            groups.add(new ScenarioGroup(Files.createTempDirectory(temporary, "proxy"), members));
        }
        return groups;
    }

    private static String key(Scenario scenario) {
        return scenario.alone() ? "alone: " + scenario.title() : "with: " + scenario.settings() + scenario.road();
    }

    private static void await(String name, CompletableFuture<Void> outcome) throws InterruptedException {
        try {
            outcome.get();
        } catch (ExecutionException wrong) {
            Throwable cause = wrong.getCause();
            // Reports of Maven number these tests; people want the folder.
            String what =
                    cause instanceof AssertionError ? ":\n" + cause.getMessage() : " could not be played: " + cause;
            throw new AssertionError("scenario " + name + what, cause);
        }
    }
}
