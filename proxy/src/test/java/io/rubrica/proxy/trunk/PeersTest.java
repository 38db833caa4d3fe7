package io.rubrica.proxy.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.settings.SettingsText;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.RecordingListener;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeersTest {
    private final Listener outside = new RecordingListener("192.0.2.1:5060");
    private final Listener inside = new RecordingListener("198.51.100.1:5060");

    private static TrunkSettings trunk(
            String name, @Nullable HostPort target, List<String> domains, String... addresses) {
        String sentTo = target == null ? "" : ", target: \"" + target + "\"";
        return trunk(
                name, "domains: " + domains + ", addresses: [\"" + String.join("\", \"", addresses) + "\"]" + sentTo);
    }

    private static TrunkSettings trunk(String name, String settings) {
        return SettingsText.read(TrunkSettings.class, "{name: " + name + ", listener: outside, " + settings + "}");
    }

    private static PbxSettings pbx(String name, String settings) {
        return SettingsText.read(PbxSettings.class, "{name: " + name + ", " + settings + "}");
    }

    private Peers peers(List<TrunkSettings> trunks, List<PbxSettings> pbxs) {
        return Peers.of(trunks, pbxs, name -> name.equals("inside") ? inside : outside);
    }

    private static PbxSettings pbx(String name, String address, String listener) {
        return pbx(name, "address: \"" + address + "\", listener: " + listener);
    }

    private @Nullable String who(Peers peers, String source, Listener on) {
        Peer peer = peers.from(HostPort.parse(source).socket(), on);
        return peer == null ? null : peer.name();
    }

    @Test
    void the_most_exact_address_wins_whatever_the_order() {
        Peers peers = peers(
                List.of(
                        trunk("network", null, List.of(), "192.0.2.0/24"),
                        trunk("port", null, List.of(), "192.0.2.7:5080"),
                        trunk("host", null, List.of(), "192.0.2.7"),
                        trunk("half", null, List.of(), "192.0.2.0/25")),
                List.of());
        for (int twice = 0; twice < 2; twice++) {
            assertEquals("port", who(peers, "192.0.2.7:5080", outside));
            assertEquals("host", who(peers, "192.0.2.7:5060", outside));
            assertEquals("half", who(peers, "192.0.2.8:5060", outside));
            assertEquals("network", who(peers, "192.0.2.200:5060", outside));
            assertNull(who(peers, "203.0.113.9:5060", outside));
        }
    }

    @Test
    void a_peer_is_known_on_its_own_listener_only() {
        Peers peers = peers(
                List.of(trunk("carrier", null, List.of(), "192.0.2.7")),
                List.of(pbx("office", "198.51.100.5", "inside")));
        assertEquals("carrier", who(peers, "192.0.2.7:5060", outside));
        assertNull(who(peers, "192.0.2.7:5060", inside));
        assertEquals("office", who(peers, "198.51.100.5:5060", inside));
        assertNull(who(peers, "198.51.100.5:5060", outside));
    }

    @Test
    void a_pbx_writes_from_any_port_unless_another_peer_has_that_port() {
        Peers peers = peers(
                List.of(trunk("same host", null, List.of(), "198.51.100.5:5090")),
                List.of(pbx("office", "198.51.100.5:5060", "outside")));
        assertEquals("office", who(peers, "198.51.100.5:5060", outside));
        assertEquals("office", who(peers, "198.51.100.5:43210", outside));
        assertEquals("same host", who(peers, "198.51.100.5:5090", outside));
    }

    @Test
    void more_ports_than_are_remembered_are_known_all_the_same() {
        Peers peers = peers(List.of(trunk("carrier", null, List.of(), "192.0.2.7")), List.of());
        for (int port = 1; port < 30_000; port++)
            assertNotNull(peers.from(new InetSocketAddress("192.0.2.7", port), outside));
        assertEquals("carrier", who(peers, "192.0.2.7:1", outside));
    }

    @Test
    void a_trunk_is_called_at_its_target_or_else_at_its_first_address() {
        Peers peers = peers(
                List.of(
                        trunk("named", HostPort.parse("192.0.2.50:5070"), List.of(), "192.0.2.7"),
                        trunk("first", null, List.of(), "192.0.2.8", "192.0.2.9:5090"),
                        trunk("port", null, List.of(), "192.0.2.9:5090")),
                List.of());
        assertEquals("192.0.2.50:5070", target(peers, "named"));
        assertEquals("192.0.2.8:5060", target(peers, "first"));
        assertEquals("192.0.2.9:5090", target(peers, "port"));
    }

    private static String target(Peers peers, String name) {
        return peers.all().stream()
                .filter(peer -> peer.name().equals(name))
                .map(peer -> new HostPort(peer.target()).toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_call_out_takes_the_trunk_of_its_domain_or_address_then_the_listeners_then_the_first() {
        Peers peers = Peers.of(
                List.of(
                        trunk("first", null, List.of("one.example"), "192.0.2.7"),
                        trunk("second", null, List.of("two.example", "too.example"), "192.0.2.8"),
                        trunk("six", null, List.of(), "2001:db8::8"),
                        SettingsText.read(
                                TrunkSettings.class, "{name: inner, addresses: 192.0.2.9, listener: inside}")),
                List.of(),
                name -> name.equals("inside") ? inside : outside);
        assertEquals("second", trunkFor(peers, "TWO.example", outside));
        assertEquals("second", trunkFor(peers, "too.example", inside));
        assertEquals("second", trunkFor(peers, "192.0.2.8", outside));
        assertEquals("six", trunkFor(peers, "[2001:db8::8]", outside));
        assertEquals("six", trunkFor(peers, "[2001:DB8:0::8]", outside));
        assertEquals("inner", trunkFor(peers, "elsewhere.example", inside));
        assertEquals("first", trunkFor(peers, "elsewhere.example", outside));
        assertEquals("first", trunkFor(peers, null, new RecordingListener("203.0.113.1:5060")));
    }

    private static @Nullable String trunkFor(Peers peers, @Nullable String host, Listener on) {
        Peer peer = peers.trunkFor(host, on, "");
        return peer == null ? null : peer.name();
    }

    private static TrunkSettings routed(String name, List<String> pbx, String callers, boolean failOver) {
        return trunk(
                name,
                "addresses: 192.0.2.7, domains: " + name + ".example, pbx: " + pbx + ", callers: ["
                        + (callers.isEmpty() ? "" : "\"" + callers + "\"") + "], fail-over: " + failOver);
    }

    private static PbxSettings ranked(String name, int priority, int weight) {
        return pbx(name, "address: 198.51.100.5, listener: inside, priority: " + priority + ", weight: " + weight);
    }

    private static List<String> names(List<Target> targets) {
        return targets.stream().map(target -> target.peer().name()).toList();
    }

    @Test
    void the_callers_number_chooses_the_trunk_where_no_domain_does() {
        Peers peers = peers(
                List.of(
                        routed("first", List.of(), "", false),
                        routed("second", List.of(), "+3906555", false),
                        routed("third", List.of(), "200-299", true)),
                List.of());
        assertEquals(List.of("second", "third"), names(peers.towardsTrunk("x.example", inside, "+390655512", false)));
        assertEquals(List.of("third"), names(peers.towardsTrunk("x.example", inside, "250", false)));
        assertEquals(List.of("first", "third"), names(peers.towardsTrunk("x.example", inside, "2500", false)));
        assertEquals(List.of("first", "third"), names(peers.towardsTrunk("first.example", inside, "250", false)));
    }

    @Test
    void an_emergency_call_may_use_every_trunk() {
        Peers peers = peers(
                List.of(routed("first", List.of(), "", false), routed("second", List.of(), "", false)), List.of());
        assertEquals(List.of("first"), names(peers.towardsTrunk(null, inside, "", false)));
        assertEquals(List.of("first", "second"), names(peers.towardsTrunk(null, inside, "", true)));
    }

    @Test
    void pbxs_are_tried_by_priority_and_only_those_of_the_trunk() {
        Peers peers = peers(
                List.of(routed("all", List.of(), "", false), routed("some", List.of("c", "a"), "", false)),
                List.of(ranked("a", 3, 1), ranked("b", 1, 1), ranked("c", 2, 1)));
        assertEquals(List.of("b", "c", "a"), names(peers.towardsPbx(peers.all().get(0))));
        assertEquals(List.of("c", "a"), names(peers.towardsPbx(peers.all().get(1))));
    }

    @Test
    void pbxs_of_the_same_priority_share_the_calls_by_weight() {
        PbxGroup group = new PbxGroup(
                peers(List.of(), List.of(ranked("a", 1, 3), ranked("b", 1, 1), ranked("spare", 1, 0)))
                        .all(),
                pbx -> List.of(new Target(pbx, pbx.hop())),
                new java.util.SplittableRandom(42));
        int[] first = new int[3];
        for (int call = 0; call < 4_000; call++) {
            List<String> drawn = names(group.drawn());
            assertEquals(3, java.util.Set.copyOf(drawn).size());
            first[List.of("a", "b", "spare").indexOf(drawn.get(0))]++;
        }
        assertEquals(0, first[2]);
        org.junit.jupiter.api.Assertions.assertTrue(first[0] > 2_850 && first[0] < 3_150, first[0] + " of 4000");
    }

    @Test
    void nobody_is_there_to_be_called() {
        Peers peers = peers(List.of(), List.of());
        assertEquals(List.of(), peers.towardsTrunk("one.example", outside, "", false));
        assertNull(peers.trunkFor("one.example", outside, ""));
        assertEquals(List.of(), peers.all());
    }

    @Test
    void a_trunk_is_known_by_the_name_that_its_connection_proved_and_by_nothing_else() {
        InetSocketAddress proven = new InetSocketAddress("203.0.113.7", 40000);
        RecordingListener tls = new RecordingListener("192.0.2.1:5061") {
            @Override
            public Set<String> provenNames(InetSocketAddress from) {
                return from.equals(proven) ? Set.of("sip.carrier.example") : Set.of();
            }
        };
        Peers peers = Peers.of(
                List.of(trunk(
                        "named",
                        "addresses: 203.0.113.7, target: \"203.0.113.8:5061\", tls-names: SIP.carrier.example")),
                List.of(),
                name -> tls);
        Peer known = peers.from(proven, tls);
        assertEquals("named", known == null ? null : known.name());
        assertNull(peers.from(new InetSocketAddress("203.0.113.7", 40001), tls));
        Peers later = new Peers(List.of(), List.of()).replacing(peers);
        assertTrue(later.isRetired(proven, tls));
        assertFalse(later.isRetired(new InetSocketAddress("203.0.113.7", 40001), tls), "an address proves no name");
        Peer trunk = peers.trunkFor(null, tls, "");
        assertEquals(
                "sip.carrier.example",
                trunk == null ? null : trunk.hop().address().getHostString().toLowerCase(Locale.ROOT));
    }

    @Test
    void large_requests_have_a_socket_of_their_own_where_the_settings_name_one() {
        RecordingListener tcp = new RecordingListener("192.0.2.1:5060");
        Peers peers = Peers.of(
                List.of(),
                List.of(pbx("office", "address: 198.51.100.5, listener: inside, large-requests: tcp")),
                name -> name.equals("tcp") ? tcp : inside);
        Peer office = peers.all().get(0);
        assertEquals(tcp, office.hop().forLarge());
        assertEquals(office, peers.from(new InetSocketAddress("198.51.100.5", 40000), tcp));
    }
}
