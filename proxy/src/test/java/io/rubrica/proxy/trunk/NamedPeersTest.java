package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.settings.SettingsText;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.RecordingListener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Peers that are known by a name. */
class NamedPeersTest {
    private static final String TRUNK = "name: carrier\nlistener: outside\n";
    private static final String PBX = "name: office\nlistener: inside\n";

    private final RecordingListener outside = new RecordingListener("192.0.2.1:5060");
    private final RecordingListener inside = new RecordingListener("198.51.100.1:5060");
    private final RecordingListener insideTcp = new RecordingListener("198.51.100.1:5062");

    /** What the DNS says: for a host, or for {@code host:port}. */
    private final Map<String, List<String>> dns = new HashMap<>();

    private final List<HopQuery> asked = new ArrayList<>();

    private final NextHops hops = new NextHops() {
        @Override
        public List<Hop> to(HopQuery query) {
            asked.add(query);
            String name = query.port() < 0 ? query.host() : query.host() + ":" + query.port();
            return dns.getOrDefault(name, List.of()).stream()
                    .map(address -> new Hop(query.listeners().get(0), at(address)))
                    .toList();
        }

        @Override
        public void whenKnown(HopQuery query, Runnable then) {
            then.run();
        }
    };

    private static InetSocketAddress at(String address) {
        return HostPort.parse(address).socket();
    }

    private Peers peers(String trunk, String pbx) {
        Peers peers = Peers.of(
                List.of(SettingsText.read(TrunkSettings.class, TRUNK + trunk)),
                List.of(SettingsText.read(PbxSettings.class, PBX + pbx)),
                name -> switch (name) {
                    case "inside" -> inside;
                    case "inside-tcp" -> insideTcp;
                    default -> outside;
                });
        peers.follow(hops);
        peers.lookUp(0);
        return peers;
    }

    private static List<String> places(List<Target> targets) {
        return targets.stream()
                .map(each -> new HostPort(each.hop().address()).toString())
                .toList();
    }

    private static @Nullable String who(Peers peers, String source, RecordingListener on) {
        Peer peer = peers.from(at(source), on);
        return peer == null ? null : peer.name();
    }

    private List<String> towardsPbx(Peers peers) {
        return places(peers.towardsPbx(peers.all().get(0)));
    }

    private List<String> towardsTrunk(Peers peers, @Nullable String host) {
        return places(peers.towardsTrunk(host, inside, "", false));
    }

    @Test
    void a_pbx_is_reached_wherever_its_name_leads_each_address_for_itself() {
        dns.put("pbx.office.example", List.of("198.51.100.5:5070", "198.51.100.6:5070"));
        Peers peers = peers("addresses: 192.0.2.7", "address: pbx.office.example");
        assertEquals(List.of("198.51.100.5:5070", "198.51.100.6:5070"), towardsPbx(peers));
        assertEquals("pbx.office.example", peers.all().get(1).uriHost());
        dns.put("pbx.office.example", List.of("198.51.100.9:5070"));
        assertEquals(List.of("198.51.100.9:5070"), towardsPbx(peers));
    }

    @Test
    void a_port_of_its_own_is_kept() {
        dns.put("pbx.office.example:5080", List.of("198.51.100.5:5080"));
        Peers peers = peers("addresses: 192.0.2.7", "address: pbx.office.example:5080");
        assertEquals(List.of("198.51.100.5:5080"), towardsPbx(peers));
        assertEquals("pbx.office.example:5080", peers.all().get(1).uriHost());
    }

    @Test
    void a_pbx_that_nobody_finds_is_somebody_all_the_same() {
        Peers peers = peers("addresses: 192.0.2.7", "address: pbx.office.example");
        assertEquals(List.of(), towardsPbx(peers));
        assertTrue(peers.hasSomebodyFor(peers.all().get(0)));
        dns.put("pbx.office.example", List.of("198.51.100.5:5060"));
        assertEquals(List.of("198.51.100.5:5060"), towardsPbx(peers));
    }

    @Test
    void whoever_writes_from_an_address_of_its_name_is_the_peer_on_its_listener_alone() {
        dns.put("sip.carrier.example", List.of("192.0.2.7:5060", "192.0.2.8:5060"));
        // The host of that name itself, beside the servers that SRV records name.
        dns.put("sip.carrier.example:5060", List.of("192.0.2.9:5060"));
        dns.put("pbx.office.example", List.of("198.51.100.5:5060"));
        Peers peers = peers("addresses: []\ntarget: sip.carrier.example", "address: pbx.office.example");
        for (String address : List.of("192.0.2.7:5060", "192.0.2.8:45000", "192.0.2.9:5060"))
            assertEquals("carrier", who(peers, address, outside));
        assertNull(who(peers, "192.0.2.7:5060", inside));
        assertNull(who(peers, "192.0.2.10:5060", outside));
        assertEquals("office", who(peers, "198.51.100.5:33000", inside));
        assertNull(who(peers, "198.51.100.5:33000", outside));
    }

    @Test
    void an_address_that_a_name_no_longer_has_begins_nothing_new_and_goes_on_with_its_calls() {
        dns.put("sip.carrier.example", List.of("192.0.2.7:5060"));
        Peers peers = peers("addresses: []\ntarget: sip.carrier.example", "address: 198.51.100.5");
        assertEquals("carrier", who(peers, "192.0.2.7:5060", outside));
        dns.put("sip.carrier.example", List.of("192.0.2.8:5060"));
        peers.lookUp(1_000);
        assertNull(who(peers, "192.0.2.7:5060", outside));
        assertTrue(peers.isRetired(at("192.0.2.7:5060"), outside));
        assertEquals("carrier", who(peers, "192.0.2.8:5060", outside));
        assertFalse(peers.isRetired(at("192.0.2.10:5060"), outside));
    }

    @Test
    void the_settings_outrank_the_dns() {
        dns.put("sip.carrier.example", List.of("192.0.2.7:5060"));
        dns.put("pbx.office.example", List.of("192.0.2.7:5060"));
        Peers peers = Peers.of(
                List.of(
                        SettingsText.read(
                                TrunkSettings.class, "name: named\naddresses: []\ntarget: sip.carrier.example\n"),
                        SettingsText.read(TrunkSettings.class, "name: exact\naddresses: 192.0.2.7\n")),
                List.of(SettingsText.read(PbxSettings.class, PBX + "address: 198.51.100.5")),
                name -> outside);
        peers.follow(hops);
        peers.lookUp(0);
        assertEquals("exact", who(peers, "192.0.2.7:5060", outside));
    }

    @Test
    void a_trunks_addresses_may_be_names_and_the_first_is_called() {
        dns.put("one.carrier.example", List.of("192.0.2.7:5060"));
        dns.put("two.carrier.example", List.of("192.0.2.8:5060"));
        Peers peers =
                peers("addresses: [one.carrier.example, two.carrier.example, 192.0.2.99]", "address: 198.51.100.5");
        assertEquals(List.of("192.0.2.7:5060"), towardsTrunk(peers, null));
        for (String address : List.of("192.0.2.7:5060", "192.0.2.8:5060", "192.0.2.99:5060"))
            assertEquals("carrier", who(peers, address, outside));
    }

    @Test
    void a_target_answers_our_calls_though_it_is_not_among_the_addresses() {
        Peers peers = peers("addresses: 192.0.2.7\ntarget: 192.0.2.50", "address: 198.51.100.5");
        assertEquals("carrier", who(peers, "192.0.2.50:5060", outside));
    }

    @Test
    void a_call_out_chooses_its_trunk_by_the_targets_name_and_by_the_addresses_it_has() {
        dns.put("sip.carrier.example", List.of("192.0.2.7:5060"));
        Peers peers = peers("addresses: []\ntarget: sip.carrier.example", "address: 198.51.100.5");
        assertTrue(peers.isTrunk("SIP.carrier.example"));
        assertTrue(peers.isTrunk("192.0.2.7"));
        assertFalse(peers.isTrunk("192.0.2.8"));
    }

    @Test
    void a_certificate_must_prove_the_configured_name() {
        dns.put("sip.carrier.example", List.of("192.0.2.7:5061"));
        Peers peers = peers(
                "addresses: []\ntarget: sip.carrier.example\ntls-names: [trunk.carrier.example]",
                "address: 198.51.100.5");
        Target target = peers.towardsTrunk(null, inside, "", false).get(0);
        assertEquals("trunk.carrier.example", target.hop().address().getHostString());
        assertNull(who(peers, "192.0.2.7:5061", outside));
    }

    @Test
    void a_peer_may_speak_on_several_listeners_and_the_dns_decides_among_them() {
        Peers peers = peers("addresses: 192.0.2.7", "address: pbx.office.example\nalso-on: [inside-tcp]");
        towardsPbx(peers);
        assertEquals(List.of(inside, insideTcp), asked.get(asked.size() - 1).listeners());
        Peers literal = peers("addresses: 192.0.2.7", "address: 198.51.100.5\nalso-on: [inside-tcp]");
        assertEquals("office", who(literal, "198.51.100.5:5060", inside));
        assertEquals("office", who(literal, "198.51.100.5:5060", insideTcp));
        assertEquals(insideTcp, literal.listener(insideTcp.name()));
    }

    @Test
    void a_reload_keeps_what_is_known_of_names() {
        dns.put("sip.carrier.example", List.of("192.0.2.7:5060"));
        Peers before = peers("addresses: []\ntarget: sip.carrier.example", "address: 198.51.100.5");
        Peers after = Peers.of(
                        List.of(SettingsText.read(
                                TrunkSettings.class,
                                TRUNK + "addresses: []\ntarget: sip.carrier.example\ntrusted: false")),
                        List.of(SettingsText.read(PbxSettings.class, PBX + "address: 198.51.100.5")),
                        name -> name.equals("inside") ? inside : outside)
                .replacing(before);
        assertEquals("carrier", who(after, "192.0.2.7:5060", outside));
        assertEquals(List.of("192.0.2.7:5060"), towardsTrunk(after, null));
    }
}
