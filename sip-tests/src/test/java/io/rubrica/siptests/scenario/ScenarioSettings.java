package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The configuration of a proxy that serves scenarios: one trunk, one PBX, British numbers (their reserved ranges are
 * the widest), and what the scenario's own {@code rubrica.yaml} says, which replaces whole sections.
 */
final class ScenarioSettings {
    private ScenarioSettings() {}

    /** The general settings, where {@code {pbx}} and {@code {trunk-ip}} are written as in messages. */
    private static final String GENERAL = """
            listen:
              - address: udp:{proxy}
            trunks:
              - name: carrier
                addresses: ["{trunk-ip}"]
                target: "{trunk}"
            pbx:
              - name: office
                address: "{pbx}"
            country: GB
            admin:
              listen: "{admin}"
            """;

    static String of(String own, Network network, Path data, List<Scenario> scenarios) {
        Bindings places = Bindings.of(network, List.of("trunk", "proxy", "pbx", "trunk2", "pbx2"));
        places.bind("admin", network.admin());
        Map<String, Object> settings = new LinkedHashMap<>(map(places, GENERAL));
        settings.putAll(map(places, own));
        settings.put("data", data.toString());
        settings.put("sources", sources(scenarios));
        return new Dump(DumpSettings.builder().build()).dumpToString(settings);
    }

    private static Map<String, Object> sources(List<Scenario> scenarios) {
        Map<String, Object> sources = new LinkedHashMap<>();
        for (Scenario scenario : scenarios)
            scenario.phonebooks().forEach((file, owner) -> {
                String name = owner.isEmpty() ? scenario.name() : scenario.name() + "-of-" + owner;
                sources.put(name, Map.of("csv", Map.of("file", file.toString(), "owner", owner)));
            });
        return sources;
    }

    private static Map<String, Object> map(Bindings places, String yaml) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (new Load(LoadSettings.builder().build()).loadFromString(places.filledIn(yaml)) instanceof Map<?, ?> read)
            read.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }
}
