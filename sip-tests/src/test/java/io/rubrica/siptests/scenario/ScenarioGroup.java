package io.rubrica.siptests.scenario;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Party;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Scenarios with the same settings: they share one proxy, one after the other. */
final class ScenarioGroup implements Runnable {
    private static final List<String> OTHERS = List.of("pbx", "trunk2", "pbx2", "phone", "stranger");

    private final String settings;
    private final Path folder;
    private final Map<Scenario, CompletableFuture<Void>> outcomes;

    /** @param outcomes completed as each scenario ends, with what was wrong */
    ScenarioGroup(String settings, Path folder, Map<Scenario, CompletableFuture<Void>> outcomes) {
        this.settings = settings;
        this.folder = folder;
        this.outcomes = outcomes;
    }

    @Override
    public void run() {
        Map<String, Party> parties = new HashMap<>();
        try (Network network = Network.claim()) {
            parties.put("trunk", network.trunk());
            for (String other : OTHERS) parties.put(other, network.join(other));
            try (RunningProxy proxy =
                    RunningProxy.start(network, folder, List.of("--config", configuration(network)))) {
                Set<String> earlierCalls = new HashSet<>();
                outcomes.forEach((scenario, outcome) -> {
                    Conversation conversation = new Conversation(network, parties, earlierCalls);
                    play(new ScenarioRun(scenario, conversation, network, placed()), proxy, outcome);
                });
            }
        } catch (RuntimeException couldNotBegin) {
            outcomes.values().forEach(outcome -> outcome.completeExceptionally(couldNotBegin));
        } finally {
            parties.values().forEach(Party::close);
        }
    }

    private static void play(ScenarioRun run, RunningProxy proxy, CompletableFuture<Void> outcome) {
        try {
            run.play();
            outcome.complete(null);
        } catch (AssertionError | RuntimeException wrong) {
            if (!proxy.isAlive())
                wrong.addSuppressed(new IllegalStateException("the proxy has ended:\n" + proxy.log()));
            outcome.completeExceptionally(wrong);
        }
    }

    private static List<String> placed() {
        return List.of("trunk", "proxy", "pbx", "trunk2", "pbx2", "phone", "stranger");
    }

    private String configuration(Network network) {
        Path file = folder.resolve("rubrica.yaml");
        try {
            Files.writeString(
                    file,
                    ScenarioSettings.of(settings, network, folder.resolve("data"), List.copyOf(outcomes.keySet())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file.toString();
    }
}
