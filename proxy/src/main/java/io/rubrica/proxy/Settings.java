package io.rubrica.proxy;

import io.rubrica.directory.settings.Default;
import io.rubrica.directory.source.csv.CsvSettings;
import io.rubrica.proxy.admin.AdminSettings;
import io.rubrica.proxy.call.CallSettings;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.sip.dns.DnsSettings;
import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be set, each room's part in its own record.
 *
 * @param country whose rules read numbers where nothing nearer says it (ISO 3166, two letters); empty: none
 * @param data the folder of everything that is kept
 * @param sources a name for each place contacts come from
 */
public record Settings(
        List<ListenerSettings> listen,
        List<TrunkSettings> trunks,
        List<PbxSettings> pbx,
        @Default("") String country,
        Path data,
        @Default("") CallerIdSettings callerId,
        @Default("") CallSettings calls,
        @Default("") DnsSettings dns,
        @Default("") AdminSettings admin,
        @Default("") Map<String, SourceSettings> sources) {

    /**
     * One place contacts come from; exactly one kind is named.
     *
     * @param csv a CSV file
     */
    public record SourceSettings(CsvSettings csv) {}
}
