package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Sip;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PBX that is known by a name, and a real name server whose records change while calls come in. */
class HostNamesTest {
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Nobody. */
    private static final String NOWHERE = "";

    @TempDir
    Path folder;

    private Network network;
    private Party one;
    private Party two;
    private NameServer dns;
    private RunningProxy proxy;
    private int calls;
    /** Calls that the silent PBX heard of. */
    private final Set<String> inVain = new HashSet<>();
    /** Calls that a PBX refused; what is sent again of them is no new call. */
    private final Set<String> refused = new HashSet<>();

    private String silent = NOWHERE;

    @BeforeEach
    void a_proxy_runs_that_cannot_find_its_pbx() throws IOException {
        network = Network.claim();
        one = network.join("pbx");
        two = network.join("pbx2");
        InetSocketAddress server = NameServer.place();
        dns = NameServer.start(folder, server);
        proxy = proxy(server);
    }

    @AfterEach
    void all_are_stopped() {
        proxy.close();
        dns.close();
        one.close();
        two.close();
        network.close();
    }

    private RunningProxy proxy(InetSocketAddress server) throws IOException {
        Files.writeString(folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace,+447700900100\n");
        String at = Network.text(network.address("proxy"));
        return RunningProxy.startConfigured(network, folder, """
                listen:
                  - {name: udp, address: "udp:%1$s"}
                  - {name: tcp, address: "tcp:%1$s"}
                trunks:
                  - {name: carrier, addresses: [%2$s], listener: udp}
                pbx:
                  - {name: office, address: pbx.office.example, listener: udp, also-on: [tcp], check-interval: 0s}
                country: GB
                data: data
                dns: {servers: ["%3$s"], timeout: 500ms, shortest: 1s}
                admin: {listen: "%4$s"}
                sources: {customers: {csv: {file: contacts.csv}}}
                """.formatted(
                        at, Network.host(network.trunk().address()), Network.text(server), network.admin()));
    }

    /** What the name server says from now on, beside both addresses. */
    private void dnsSays(String... records) throws IOException {
        List<String> all = new ArrayList<>(List.of(records));
        all.add("one IN A " + Network.host(one.address()));
        all.add("two IN A " + Network.host(two.address()));
        dns.says(all);
    }

    private static String srv(int priority, int weight, String host) {
        return "_sip._udp.pbx IN SRV " + priority + " " + weight + " 5060 " + host;
    }

    /** Where a new call ends up: the PBX that hears it first and then refuses it, or nowhere. */
    private String call() {
        String callId = begin();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (Party pbx : List.of(one, two)) if (hears(pbx, callId)) return pbx.name();
            if (isRefused(callId)) return NOWHERE;
        }
        throw new AssertionError("nobody hears of " + callId + "\n" + proxy.log() + "\n" + dns.log());
    }

    private String begin() {
        String number = "+4477009009" + (10 + calls % 90);
        String callId = "names-" + ++calls;
        String self = Network.text(network.trunk().address());
        network.trunk()
                .send(
                        Sip.bytes(String.join(
                                "\r\n",
                                "INVITE sip:201@" + Network.text(network.address("proxy")) + " SIP/2.0",
                                "Via: SIP/2.0/UDP " + self + ";branch=z9hG4bK" + callId,
                                "Max-Forwards: 70",
                                "From: <sip:" + number + "@trunk.example.com>;tag=" + callId,
                                "To: <sip:201@office.example>",
                                "Call-ID: " + callId,
                                "CSeq: 1 INVITE",
                                "Contact: <sip:" + number + "@" + self + ">",
                                "Content-Length: 0",
                                "",
                                "")),
                        network.address("proxy"));
        return callId;
    }

    /** Takes what has come to a PBX; whether the call is there. It is refused, so that nothing stays of it. */
    private boolean hears(Party pbx, String callId) {
        Optional<byte[]> next = pbx.next(GLANCE);
        if (next.isEmpty()) return false;
        String message = Sip.text(next.get());
        if (!Sip.label(message).equals("INVITE")) return false;
        String heard = Sip.header(message, "Call-ID");
        if (pbx.name().equals(silent)) {
            if (!refused.contains(heard)) inVain.add(heard);
            return false;
        }
        refused.add(heard);
        new OfficeEnd(pbx, network.address("proxy")).says("486 Busy Here", message);
        return Sip.header(message, "From").contains(number(callId));
    }

    private static String number(String callId) {
        int call = Integer.parseInt(callId.substring("names-".length())) - 1;
        return "+4477009009" + (10 + call % 90);
    }

    private boolean isRefused(String callId) {
        Optional<byte[]> next = network.trunk().next(GLANCE);
        if (next.isEmpty()) return false;
        String message = Sip.text(next.get());
        return Sip.callId(message).orElse("").equals(callId)
                && Sip.label(message).equals("503");
    }

    private void until(String what, BooleanSupplier happens) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happens.getAsBoolean())
            if (System.nanoTime() > end) throw new AssertionError(what + "\n" + proxy.log() + "\n" + dns.log());
    }

    @Test
    void calls_follow_the_records_while_they_change() throws IOException {
        assertEquals(NOWHERE, call());
        dnsSays(srv(1, 1, "one"));
        until("no call goes to the first", () -> call().equals("pbx"));
        dnsSays(srv(1, 1, "two"));
        until("no call follows to the second", () -> call().equals("pbx2"));
        for (int more = 0; more < 20; more++) assertEquals("pbx2", call());
    }

    @Test
    void servers_of_the_same_priority_share_the_calls() throws IOException {
        dnsSays(srv(1, 10, "one"), srv(1, 10, "two"));
        until("no call goes anywhere", () -> !call().equals(NOWHERE));
        Map<String, Integer> shares = new HashMap<>();
        for (int call = 0; call < 100; call++) shares.merge(call(), 1, Integer::sum);
        assertEquals(Set.of("pbx", "pbx2"), shares.keySet());
        assertTrue(shares.values().stream().allMatch(each -> each >= 25), shares::toString);
    }

    @Test
    void a_server_that_is_silent_is_left_for_that_of_the_next_priority_and_costs_only_its_first_call_the_wait()
            throws IOException {
        dnsSays(srv(1, 1, "one"), srv(2, 1, "two"));
        until("no call goes anywhere", () -> !call().equals(NOWHERE));
        silent = "pbx";
        assertEquals("pbx2", call());
        assertEquals(1, inVain.size());
        assertEquals("pbx2", call());
        assertEquals(1, inVain.size());
    }

    @Test
    void a_name_decides_that_it_is_called_over_tcp() throws IOException {
        dnsSays(
                "pbx IN NAPTR 10 10 \"s\" \"SIP+D2T\" \"\" _sip._tcp.pbx",
                "pbx IN NAPTR 20 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.pbx",
                "_sip._tcp.pbx IN SRV 1 1 5060 one",
                srv(1, 1, "two"));
        try (ServerSocket listening = new ServerSocket()) {
            listening.setReuseAddress(true);
            listening.bind(one.address());
            listening.setSoTimeout(200);
            try (Socket accepted = calledBy(listening)) {
                byte[] start = accepted.getInputStream().readNBytes("INVITE sip:201@pbx.office.example ".length());
                assertEquals("INVITE sip:201@pbx.office.example ", new String(start, StandardCharsets.US_ASCII));
            }
        }
    }

    /** The connection of the first call that comes; what is called before the name is known is refused. */
    private Socket calledBy(ServerSocket listening) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            begin();
            try {
                return listening.accept();
            } catch (SocketTimeoutException notYet) {
                // The next call will tell.
            }
        }
        throw new AssertionError("nobody calls over TCP\n" + proxy.log() + "\n" + dns.log());
    }
}
