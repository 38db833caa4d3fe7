package io.rubrica.proxy.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.HopQuery;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.ListenerIdentity;
import io.rubrica.proxy.transport.Transport;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NextHopsTest {
    private static final String HOST = "carrier.example";

    private record Asked(String name, DnsLookup.Type type) {}

    /** A zone that the test writes; answers lie waiting until the test lets them go. */
    private final Map<Asked, DnsAnswer> zone = new HashMap<>();

    private final List<Asked> asked = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final DnsCounters counters = new DnsCounters();
    private final Listener udp = new Socket(Transport.UDP, false);
    private final Listener tcp = new Socket(Transport.TCP, false);
    private final Listener tls = new Socket(Transport.TLS, false);
    private final Listener udp6 = new Socket(Transport.UDP, true);
    private long now = 1_000_000;

    private final DnsNextHops hops = new DnsNextHops(
            this::ask,
            new DnsSettings(List.of(), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofHours(1)),
            Runnable::run,
            () -> now,
            new SplittableRandom(7),
            counters);

    private void ask(String name, DnsLookup.Type type, Consumer<DnsAnswer> answered) {
        Asked question = new Asked(name, type);
        asked.add(question);
        answers.add(() -> answered.accept(zone.getOrDefault(question, DnsAnswer.nothing(60))));
    }

    /** Lets the DNS answer all that is asked, and what is asked because of that. */
    private void dnsAnswers() {
        while (!answers.isEmpty()) answers.remove(0).run();
    }

    private void write(String name, DnsLookup.Type type, long seconds, DnsRecord... records) {
        zone.put(new Asked(name, type), DnsAnswer.found(seconds, List.of(records)));
    }

    private void address(String name, String address) {
        InetAddress parsed = HostPort.parse(address).socket().getAddress();
        write(
                name,
                parsed instanceof Inet6Address ? DnsLookup.Type.AAAA : DnsLookup.Type.A,
                300,
                new DnsRecord.Address(parsed));
    }

    private static DnsRecord srv(int priority, int weight, int port, String target) {
        return new DnsRecord.Server(priority, weight, port, target);
    }

    private static HopQuery query(Listener... listeners) {
        return new HopQuery(HOST, -1, List.of(listeners), null);
    }

    private static String text(List<Hop> hops) {
        StringBuilder text = new StringBuilder();
        for (Hop hop : hops)
            text.append(hop.listener().transport().word())
                    .append(' ')
                    .append(new HostPort(hop.address()))
                    .append('\n');
        return text.toString();
    }

    /** Asks, lets the DNS answer, and asks again. */
    private String found(HopQuery query) {
        hops.to(query);
        dnsAnswers();
        return text(hops.to(query));
    }

    @Test
    void an_address_is_known_at_once() {
        assertEquals("udp 192.0.2.9:5060\n", text(hops.to(new HopQuery("192.0.2.9", -1, List.of(udp, udp6), null))));
        assertEquals(
                "udp [2001:db8::9]:5062\n",
                text(hops.to(new HopQuery("[2001:db8::9]", 5062, List.of(udp, udp6), null))));
        assertEquals("tls 192.0.2.9:5061\n", text(hops.to(new HopQuery("192.0.2.9", -1, List.of(tls), null))));
        assertTrue(asked.isEmpty());
    }

    @Test
    void a_name_is_not_waited_for() {
        address(HOST, "192.0.2.9");
        List<String> told = new ArrayList<>();
        assertTrue(hops.to(query(udp)).isEmpty());
        hops.whenKnown(query(udp), () -> told.add(text(hops.to(query(udp)))));
        assertTrue(told.isEmpty());
        dnsAnswers();
        assertEquals(List.of("udp 192.0.2.9:5060\n"), told);
        hops.whenKnown(query(udp), () -> told.add("at once"));
        assertEquals("at once", told.get(1));
    }

    @Test
    void who_waits_is_told_as_well_that_there_is_nothing() {
        List<String> told = new ArrayList<>();
        hops.to(query(udp));
        hops.whenKnown(query(udp), () -> told.add(text(hops.to(query(udp)))));
        dnsAnswers();
        assertEquals(List.of(""), told);
    }

    @Test
    void one_transport_needs_no_naptr() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5080, "a.carrier.example"));
        address("a.carrier.example", "192.0.2.1");
        assertEquals("udp 192.0.2.1:5080\n", found(query(udp)));
        assertEquals(
                List.of(
                        new Asked("_sip._udp." + HOST, DnsLookup.Type.SRV),
                        new Asked("a.carrier.example", DnsLookup.Type.A)),
                asked);
    }

    @Test
    void a_port_needs_no_srv() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5080, "a.carrier.example"));
        address(HOST, "192.0.2.9");
        assertEquals("udp 192.0.2.9:5070\n", found(new HopQuery(HOST, 5070, List.of(udp, tcp), null)));
        assertEquals(List.of(new Asked(HOST, DnsLookup.Type.A)), asked);
    }

    @Test
    void naptr_says_which_transports_come_first() {
        write(
                HOST,
                DnsLookup.Type.NAPTR,
                300,
                new DnsRecord.Pointer(50, 50, "SIP+D2U", "_sip._udp.carrier.example"),
                new DnsRecord.Pointer(10, 50, "SIPS+D2T", "_sips._tcp.elsewhere.example"),
                new DnsRecord.Pointer(5, 50, "SIP+D2S", "_sip._sctp.carrier.example"));
        write("_sip._udp.carrier.example", DnsLookup.Type.SRV, 300, srv(1, 1, 5060, "a.carrier.example"));
        write("_sips._tcp.elsewhere.example", DnsLookup.Type.SRV, 300, srv(1, 1, 5061, "b.elsewhere.example"));
        address("a.carrier.example", "192.0.2.1");
        address("b.elsewhere.example", "192.0.2.2");
        assertEquals("tls 192.0.2.2:5061\nudp 192.0.2.1:5060\n", found(query(udp, tls)));
        assertEquals("udp 192.0.2.1:5060\n", found(query(udp, tcp)));
    }

    @Test
    void without_naptr_each_transport_is_asked_for_in_our_order() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5060, "a.carrier.example"));
        write("_sip._tcp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5060, "a.carrier.example"));
        address("a.carrier.example", "192.0.2.1");
        assertEquals("tcp 192.0.2.1:5060\nudp 192.0.2.1:5060\n", found(query(tcp, udp)));
    }

    @Test
    void without_srv_the_host_itself_is_asked() {
        address(HOST, "192.0.2.9");
        assertEquals("tls 192.0.2.9:5061\n", found(query(tls)));
    }

    @Test
    void a_service_that_is_decidedly_not_there_is_not_looked_for_elsewhere() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 300, srv(0, 0, 0, ""));
        address(HOST, "192.0.2.9");
        assertEquals("", found(query(udp)));
    }

    @Test
    void addresses_are_of_the_sockets_family() {
        address(HOST, "192.0.2.9");
        address(HOST, "2001:db8::9");
        assertEquals("udp [2001:db8::9]:5060\n", found(query(udp6)));
        assertEquals("udp [2001:db8::9]:5060\nudp 192.0.2.9:5060\n", found(query(udp6, udp)));
    }

    @Test
    void priorities_come_first_and_weights_share_the_calls() {
        write(
                "_sip._udp." + HOST,
                DnsLookup.Type.SRV,
                300,
                srv(10, 30, 5060, "heavy.example"),
                srv(10, 10, 5060, "light.example"),
                srv(20, 99, 5060, "spare.example"));
        address("heavy.example", "192.0.2.1");
        address("light.example", "192.0.2.2");
        address("spare.example", "192.0.2.3");
        found(query(udp));
        int heavyFirst = 0;
        for (int call = 0; call < 4_000; call++) {
            List<Hop> order = hops.to(query(udp));
            assertEquals("udp 192.0.2.3:5060\n", text(order.subList(2, 3)));
            if (text(order).startsWith("udp 192.0.2.1")) heavyFirst++;
        }
        // Three in four; the generator is seeded, so this is no matter of luck. (The lot includes 0: RFC 2782.)
        assertTrue(heavyFirst > 2_850 && heavyFirst < 3_150, () -> "the heavy one came first otherwise");
    }

    @Test
    void servers_without_weight_are_equals() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 0, 5060, "a.example"), srv(1, 0, 5060, "b.example"));
        address("a.example", "192.0.2.1");
        address("b.example", "192.0.2.2");
        found(query(udp));
        int first = 0;
        for (int call = 0; call < 1_000; call++) if (text(hops.to(query(udp))).startsWith("udp 192.0.2.1")) first++;
        assertTrue(first > 400 && first < 600);
    }

    @Test
    void over_tls_the_domain_that_was_asked_for_must_be_proven() {
        write("_sips._tcp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5061, "node7.hosting.example"));
        address("node7.hosting.example", "192.0.2.7");
        found(query(tls));
        InetSocketAddress there = hops.to(query(tls)).get(0).address();
        assertEquals(HOST, there.getHostString());
        assertEquals(new InetSocketAddress("192.0.2.7", 5061), there);
    }

    @Test
    void an_answer_is_used_while_its_successor_is_looked_up() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 60, srv(1, 1, 5060, "a.example"));
        address("a.example", "192.0.2.1");
        found(query(udp));
        asked.clear();

        now += 53_000;
        hops.tick();
        assertTrue(asked.isEmpty(), "the answer is still young");

        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 60, srv(1, 1, 5060, "b.example"));
        address("b.example", "192.0.2.2");
        now += 2_000;
        hops.tick();
        assertFalse(asked.isEmpty(), "asked for before the answer is too old");
        assertEquals("udp 192.0.2.1:5060\n", text(hops.to(query(udp))));
        dnsAnswers();
        assertEquals("udp 192.0.2.2:5060\n", text(hops.to(query(udp))));
    }

    @Test
    void a_ttl_of_nothing_and_one_of_years_are_bounded() {
        address(HOST, "192.0.2.9");
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 0, srv(1, 1, 5060, HOST));
        found(query(udp));
        asked.clear();
        now += 4_000;
        hops.to(query(udp));
        assertTrue(asked.isEmpty(), "five seconds at the least");
        now += 1_000;
        write(
                HOST,
                DnsLookup.Type.A,
                1_000_000,
                new DnsRecord.Address(HostPort.parse("192.0.2.9").socket().getAddress()));
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 1_000_000, srv(1, 1, 5060, HOST));
        found(query(udp));
        asked.clear();
        now += 3_600_000;
        hops.to(query(udp));
        assertFalse(asked.isEmpty(), "an hour at the most");
    }

    @Test
    void when_the_dns_fails_the_last_answer_stays() {
        address(HOST, "192.0.2.9");
        found(query(udp));
        zone.replaceAll((question, answer) -> DnsAnswer.failed());
        zone.put(new Asked("_sip._udp." + HOST, DnsLookup.Type.SRV), DnsAnswer.failed());
        now += 86_400_000;
        assertEquals("udp 192.0.2.9:5060\n", found(query(udp)));
        assertEquals(1, counters.failures.sum());

        zone.remove(new Asked("_sip._udp." + HOST, DnsLookup.Type.SRV));
        address(HOST, "192.0.2.10");
        assertEquals("udp 192.0.2.9:5060\n", found(query(udp)), "not asked again at once");
        now += 10_000;
        assertEquals("udp 192.0.2.10:5060\n", found(query(udp)));
    }

    @Test
    void a_server_that_never_answers_for_naptr_or_the_other_family_does_no_harm() {
        zone.put(new Asked(HOST, DnsLookup.Type.NAPTR), DnsAnswer.failed());
        zone.put(new Asked(HOST, DnsLookup.Type.AAAA), DnsAnswer.failed());
        address(HOST, "192.0.2.9");
        assertEquals("udp 192.0.2.9:5060\n", found(query(udp, udp6, tcp)));
        assertEquals(0, counters.failures.sum());
    }

    @Test
    void a_name_that_is_gone_is_gone_and_that_is_remembered_briefly() {
        address(HOST, "192.0.2.9");
        found(query(udp));
        zone.clear();
        now += 300_000;
        assertEquals("", found(query(udp)));
        asked.clear();
        now += 9_000;
        hops.to(query(udp));
        assertTrue(asked.isEmpty());
        now += 1_000;
        hops.to(query(udp));
        assertFalse(asked.isEmpty());
    }

    @Test
    void a_name_that_nobody_uses_is_left_alone() {
        address(HOST, "192.0.2.9");
        found(query(udp));
        asked.clear();
        now += 3_600_000;
        hops.tick();
        assertTrue(asked.isEmpty());
    }

    @Test
    void what_is_no_name_is_never_asked_for() {
        for (String host : List.of("", "a..example", ".", "a b.example", "x".repeat(64) + ".example", "a%00.example")) {
            assertTrue(hops.to(new HopQuery(host, -1, List.of(udp), null)).isEmpty());
            List<String> told = new ArrayList<>();
            hops.whenKnown(new HopQuery(host, -1, List.of(udp), null), () -> told.add("nothing"));
            assertEquals(List.of("nothing"), told);
        }
        assertTrue(asked.isEmpty());
    }

    @Test
    void a_flood_of_names_neither_fills_the_memory_nor_floods_the_dns() {
        for (int i = 0; i < 5_000; i++) hops.to(new HopQuery("n" + i + ".example", -1, List.of(udp), null));
        assertEquals(64, asked.size());
        assertTrue(counters.refused.sum() > 4_000);
        dnsAnswers();
        address(HOST, "192.0.2.9");
        assertEquals("udp 192.0.2.9:5060\n", found(query(udp)));
    }

    /** A socket that only says what it is. */
    private record Socket(Transport transport, boolean ipv6) implements Listener {
        @Override
        public ListenerIdentity identity() {
            return new ListenerIdentity(transport.word(), transport, "192.0.2.1:5060");
        }

        @Override
        public void send(byte[] bytes, int from, int to, InetSocketAddress destination) {}

        @Override
        public void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed) {}

        @Override
        public boolean reaches(InetAddress address) {
            return address instanceof Inet6Address == ipv6;
        }
    }

    private void fail(String name, DnsLookup.Type type) {
        zone.put(new Asked(name, type), DnsAnswer.failed());
    }

    @Test
    void a_transport_whose_servers_cannot_be_asked_for_does_not_lose_the_others() {
        fail("_sip._udp." + HOST, DnsLookup.Type.SRV);
        write("_sip._tcp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5060, "a.example"));
        address("a.example", "192.0.2.11");
        assertEquals("tcp 192.0.2.11:5060\n", found(query(udp, tcp)));
        // Nor does it keep them from moving.
        write("_sip._tcp." + HOST, DnsLookup.Type.SRV, 300, srv(1, 1, 5060, "b.example"));
        address("b.example", "192.0.2.12");
        now += 11_000;
        assertEquals("tcp 192.0.2.12:5060\n", found(query(udp, tcp)));
    }

    @Test
    void a_transport_whose_servers_cannot_be_asked_for_any_more_keeps_those_it_had() {
        write("_sip._udp." + HOST, DnsLookup.Type.SRV, 30, srv(1, 1, 5060, "u.example"));
        write("_sip._tcp." + HOST, DnsLookup.Type.SRV, 30, srv(1, 1, 5060, "a.example"));
        address("u.example", "192.0.2.10");
        address("a.example", "192.0.2.11");
        assertEquals("udp 192.0.2.10:5060\ntcp 192.0.2.11:5060\n", found(query(udp, tcp)));
        fail("_sip._udp." + HOST, DnsLookup.Type.SRV);
        address("a.example", "192.0.2.12");
        now += 31_000;
        assertEquals("tcp 192.0.2.12:5060\nudp 192.0.2.10:5060\n", found(query(udp, tcp)));
    }

    @Test
    void a_name_server_that_cannot_tell_servers_may_know_the_host() {
        fail("_sip._udp." + HOST, DnsLookup.Type.SRV);
        address(HOST, "192.0.2.9");
        assertEquals("udp 192.0.2.9:5060\n", found(query(udp)));
    }
}
