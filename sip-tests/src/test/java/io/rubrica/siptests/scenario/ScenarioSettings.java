package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Certificate;
import io.rubrica.siptests.wire.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** The same where each side has a listener of its own. */
    private static final String ON_A_ROAD = """
            listen:
              - name: outside
                address: "{outside}:{proxy}"
              - name: inside
                address: "{inside}:{proxy-inside}"
            trunks:
              - name: carrier
                addresses: ["{trunk-ip}"]
                target: "{trunk}"
                listener: outside
            pbx:
              - name: office
                address: "{pbx}"
                listener: inside
            country: GB
            admin:
              listen: "{admin}"
            """;

    private static final String TLS =
            "    tls: {certificate: \"{certificate}\", key: \"{key}\", trust: \"{certificate}\"}\n";

    /** @param certificate whose the proxy's is; null where nothing is secret */
    static String of(List<Scenario> scenarios, Network network, Path data, @Nullable Certificate certificate) {
        Scenario any = scenarios.get(0);
        Bindings places = any.road().bindings(network);
        places.bind("admin", network.admin());
        Map<String, Object> settings = new LinkedHashMap<>(map(places, general(any.road(), places, certificate)));
        settings.putAll(map(places, any.settings()));
        unasked(settings.get("pbx"));
        settings.put("data", data.toString());
        settings.put("sources", sources(scenarios));
        return new Dump(DumpSettings.builder().build()).dumpToString(settings);
    }

    private static String general(Road road, Bindings places, @Nullable Certificate certificate) {
        if (road.usual()) return GENERAL;
        places.bind("outside", road.trunk().transport());
        places.bind("inside", road.pbx().transport());
        if (certificate == null) return ON_A_ROAD;
        places.bind("certificate", certificate.certificate().toString());
        places.bind("key", certificate.key().toString());
        String secured = ON_A_ROAD;
        if (road.trunk().isSecure()) secured = secured.replace("{proxy}\"\n", "{proxy}\"\n" + TLS);
        if (road.pbx().isSecure()) secured = secured.replace("{proxy-inside}\"\n", "{proxy-inside}\"\n" + TLS);
        return secured;
    }

    /** No PBX is asked in between whether it is there, unless the scenario wants it: a question may come at any moment. */
    @SuppressWarnings("unchecked")
    private static void unasked(@Nullable Object pbxs) {
        if (!(pbxs instanceof List<?> list)) return;
        for (Object pbx : list)
            if (pbx instanceof Map<?, ?> map) ((Map<String, Object>) map).putIfAbsent("check-interval", "0s");
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
