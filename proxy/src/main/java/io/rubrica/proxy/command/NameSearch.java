package io.rubrica.proxy.command;

import io.rubrica.proxy.Settings;
import io.rubrica.proxy.sip.dns.DnsAnswer;
import io.rubrica.proxy.sip.dns.DnsLookup;
import io.rubrica.proxy.sip.dns.DnsServers;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.PeerAddress;
import io.rubrica.proxy.trunk.ServerName;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Which names of peers nobody finds. The proxy starts all the same, and goes on looking. */
final class NameSearch {
    private static final long PATIENCE = 15;
    private static final List<String> SERVICES = List.of("_sip._udp.", "_sip._tcp.", "_sips._tcp.");

    private NameSearch() {}

    /** Hosts that the DNS has nothing for, or does not answer for, each with the peer whose it is. */
    static Map<String, String> inVain(Settings settings) throws InterruptedException {
        Map<String, String> lost = new LinkedHashMap<>();
        Map<String, CompletableFuture<Boolean>> found = new LinkedHashMap<>();
        Map<String, String> names = names(settings);
        if (names.isEmpty()) return lost;
        try (DnsServers dns = new DnsServers(settings.dns())) {
            names.keySet().forEach(host -> found.put(host, isThere(dns, host)));
            for (Map.Entry<String, CompletableFuture<Boolean>> each : found.entrySet())
                if (!isFound(each.getValue())) lost.put(each.getKey(), names.getOrDefault(each.getKey(), ""));
        }
        return lost;
    }

    private static Map<String, String> names(Settings settings) {
        Map<String, String> names = new LinkedHashMap<>();
        for (TrunkSettings trunk : settings.trunks()) {
            List<ServerName> its = new ArrayList<>();
            if (trunk.target() != null) its.add(trunk.target());
            for (PeerAddress address : trunk.addresses()) if (address.name() != null) its.add(address.name());
            for (ServerName each : its) if (!each.isLiteral()) names.put(each.host(), "trunk " + trunk.name());
        }
        for (PbxSettings pbx : settings.pbx())
            if (!pbx.address().isLiteral()) names.put(pbx.address().host(), "pbx " + pbx.name());
        return names;
    }

    private static CompletableFuture<Boolean> isThere(DnsLookup dns, String host) {
        CompletableFuture<Boolean> any =
                has(dns, host, DnsLookup.Type.A).thenCombine(has(dns, host, DnsLookup.Type.AAAA), Boolean::logicalOr);
        for (String service : SERVICES)
            any = any.thenCombine(has(dns, service + host, DnsLookup.Type.SRV), Boolean::logicalOr);
        return any;
    }

    private static CompletableFuture<Boolean> has(DnsLookup dns, String name, DnsLookup.Type type) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        dns.ask(name, type, answer -> answered.complete(answer.kind() == DnsAnswer.Kind.FOUND));
        return answered;
    }

    private static boolean isFound(CompletableFuture<Boolean> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException nobodyAnswers) {
            return false;
        }
    }
}
