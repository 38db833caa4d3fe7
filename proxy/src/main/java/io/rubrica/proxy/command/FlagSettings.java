package io.rubrica.proxy.command;

import io.rubrica.directory.source.csv.CsvSettings;
import io.rubrica.proxy.Settings;
import io.rubrica.proxy.SettingsCheck;
import io.rubrica.proxy.admin.AdminSettings;
import io.rubrica.proxy.call.CallSettings;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.settings.Defaults;
import io.rubrica.proxy.sip.dns.DnsSettings;
import io.rubrica.proxy.transport.ConnectionSettings;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.ListenAddress;
import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.PeerAddress;
import io.rubrica.proxy.trunk.ServerName;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings for a first try, made of a few words; everything else has its default. */
final class FlagSettings {
    private FlagSettings() {}

    /**
     * Settings with one listener, a trunk at each address, and one PBX.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when they do not fit together
     */
    static Settings of(
            ListenAddress listen,
            List<PeerAddress> trunks,
            HostPort pbx,
            @Nullable Path contacts,
            String country,
            Path data,
            HostPort admin) {
        Settings settings = new Settings(
                List.of(new ListenerSettings("default", listen, "", Defaults.of(ConnectionSettings.class), null)),
                trunks(trunks),
                List.of(Defaults.of(
                        PbxSettings.class,
                        Map.of(
                                "name",
                                "pbx",
                                "address",
                                ServerName.parse(pbx.toString()),
                                "checkInterval",
                                Duration.ZERO))),
                country,
                data,
                Defaults.of(CallerIdSettings.class),
                Defaults.of(CallSettings.class),
                Defaults.of(DnsSettings.class),
                new AdminSettings(admin),
                contacts == null ? Map.of() : Map.of("contacts", source(contacts)));
        List<String> mistakes = new ArrayList<>();
        SettingsCheck.check(settings, (path, message) -> mistakes.add(message), path -> true);
        if (!mistakes.isEmpty()) throw new IllegalArgumentException(String.join("\nrubrica: ", mistakes));
        return settings;
    }

    private static List<TrunkSettings> trunks(List<PeerAddress> addresses) {
        List<TrunkSettings> trunks = new ArrayList<>();
        for (PeerAddress address : addresses) {
            String name = addresses.size() == 1 ? "trunk" : "trunk" + (trunks.size() + 1);
            trunks.add(Defaults.of(TrunkSettings.class, Map.of("name", name, "addresses", List.of(address))));
        }
        return trunks;
    }

    private static Settings.SourceSettings source(Path contacts) {
        return new Settings.SourceSettings(
                new CsvSettings(contacts.toAbsolutePath().normalize(), "", "", 20));
    }
}
