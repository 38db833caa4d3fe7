package io.rubrica.siptests.scenario;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Certificate;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scenarios with the same settings: they share one proxy, one after the other. */
final class ScenarioGroup implements Runnable {
    private static final List<String> OTHERS = List.of("pbx", "trunk2", "pbx2", "phone", "stranger");

    private final Path folder;
    private final Map<Scenario, CompletableFuture<Void>> outcomes;
    private final Road road;

    /** @param outcomes completed as each scenario ends, with what was wrong */
    ScenarioGroup(Path folder, Map<Scenario, CompletableFuture<Void>> outcomes) {
        this.folder = folder;
        this.outcomes = outcomes;
        this.road = outcomes.keySet().iterator().next().road();
    }

    @Override
    public void run() {
        Map<String, Party> parties = new HashMap<>();
        try (Network network = Network.claim()) {
            Certificate certificate = road.isSecure() ? certificate(network) : null;
            join(network, parties, certificate);
            String settings =
                    ScenarioSettings.of(List.copyOf(outcomes.keySet()), network, folder.resolve("data"), certificate);
            try (RunningProxy proxy = RunningProxy.startConfigured(network, folder, settings)) {
                Set<String> earlierCalls = new HashSet<>();
                outcomes.forEach((scenario, outcome) -> {
                    Conversation conversation =
                            new Conversation(party -> road.proxyFor(party, network), parties, earlierCalls);
                    play(new ScenarioRun(scenario, conversation, network), proxy, outcome);
                });
            }
        } catch (IOException | RuntimeException couldNotBegin) {
            outcomes.values().forEach(outcome -> outcome.completeExceptionally(couldNotBegin));
        } finally {
            parties.values().forEach(Party::close);
        }
    }

    /** One for all, which names all their addresses. */
    private Certificate certificate(Network network) throws IOException {
        String names = road.places(network).values().stream()
                .map(place -> "ip:" + Network.host(place))
                .distinct()
                .collect(Collectors.joining(","));
        return Certificate.make(folder, "everybody", names);
    }

    private void join(Network network, Map<String, Party> parties, @Nullable Certificate certificate) {
        parties.put(
                "trunk",
                road.trunk().equals(Side.UDP) ? network.trunk() : network.join("trunk", road.trunk(), certificate));
        if (road.usual()) OTHERS.forEach(other -> parties.put(other, network.join(other)));
        else parties.put("pbx", network.join("pbx", road.pbx(), certificate));
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
}
