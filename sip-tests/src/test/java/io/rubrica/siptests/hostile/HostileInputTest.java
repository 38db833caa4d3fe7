package io.rubrica.siptests.hostile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.CarrierCall;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Probe;
import io.rubrica.siptests.wire.Sip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running proxy is sent garbage, and then a call. */
class HostileInputTest {
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");
    private static final int DATAGRAMS = 15_000;
    // So many between two questions whether it still lives: the kernel's queue must not overflow.
    private static final int BURST = 50;
    private static final String KNOWN = "+447700900100";

    @TempDir
    Path folder;

    private Network network;
    private RunningProxy proxy;
    private Party pbx;
    private Party stranger;

    @BeforeEach
    void a_proxy_is_running() throws IOException {
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace," + KNOWN + "\n");
        network = Network.claim();
        pbx = network.join("pbx");
        stranger = network.join("stranger");
        proxy = RunningProxy.start(network, folder, contacts);
    }

    @AfterEach
    void it_is_stopped() {
        proxy.close();
        stranger.close();
        pbx.close();
        network.close();
    }

    @Test
    void damaged_messages_and_noise_stop_nothing() throws IOException {
        List<byte[]> messages = sampleMessages();
        Mutation mutation = new Mutation(20261122);
        List<byte[]> garbage = new ArrayList<>();
        for (int i = 0; i < DATAGRAMS; i++)
            garbage.add(i % 16 == 0 ? mutation.noise() : mutation.of(messages.get(i % messages.size())));
        throwAt(garbage);
        aCallStillWorks();
    }

    @Test
    void torture_messages_stop_nothing() throws IOException {
        throwAt(tortureMessages());
        aCallStillWorks();
    }

    private void throwAt(List<byte[]> garbage) {
        Party[] senders = {network.trunk(), pbx, stranger};
        for (int i = 0; i < garbage.size(); i++) {
            byte[] datagram = garbage.get(i);
            if (datagram.length > 0) senders[i % senders.length].send(datagram, network.address("proxy"));
            if (i % BURST == BURST - 1) itAnswers();
        }
        itAnswers();
    }

    private void itAnswers() {
        Probe probe = new Probe(network.trunk(), network.address("proxy"));
        assertTrue(
                probe.arrivedBeforeTheAnswer(Duration.ofSeconds(5)).isPresent(),
                () -> "the proxy answers no OPTIONS any more; its log:\n" + proxy.log());
    }

    private void aCallStillWorks() {
        emptyTheQueue(pbx);
        CarrierCall call = new CarrierCall(network.trunk(), network.address("proxy"), KNOWN, "201");
        OfficeEnd office = new OfficeEnd(pbx, network.address("proxy"));
        call.invite();
        String invite = office.hears("INVITE", "\"Ada Lovelace\" <sip:" + KNOWN);
        office.accepts(invite);
        call.answer(200);
        call.ack();
        office.hears("ACK", KNOWN);
        call.bye();
        office.accepts(office.hears("BYE", KNOWN));
        call.answer(200);
        assertTrue(proxy.isAlive(), proxy::log);
    }

    private static void emptyTheQueue(Party party) {
        while (party.next(Duration.ofMillis(1)).isPresent()) Thread.onSpinWait();
    }

    /** What the scenarios send, as it is on the wire but for the placeholders. */
    private List<byte[]> sampleMessages() throws IOException {
        try (Stream<Path> files = Files.walk(SCENARIOS, 2)) {
            List<byte[]> messages = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().contains("-to-proxy.")
                            && path.toString().endsWith(".sip"))
                    .sorted()
                    .toList()) messages.add(Sip.bytes(asOnTheWire(Sip.text(Files.readAllBytes(file)))));
            assertFalse(messages.isEmpty(), "there are no messages in " + SCENARIOS.toAbsolutePath());
            return messages;
        }
    }

    private String asOnTheWire(String text) {
        return text.replace("{trunk}", Network.text(network.address("trunk")))
                .replace("{pbx}", Network.text(network.address("pbx")))
                .replace("{proxy}", Network.text(network.address("proxy")))
                .replace("{proxy-inside}", Network.text(network.address("proxy")))
                .replace("{trunk-via}", "UDP")
                .replace("{pbx-via}", "UDP")
                .replace("{trunk-uri}", "")
                .replace("{pbx-uri}", "")
                .replace("{length}", "0")
                .replace("\n", "\r\n");
    }

    /** The messages of RFC 4475 where {@code -Drfc4475=FOLDER} says they are; a few of our own kind otherwise. */
    private List<byte[]> tortureMessages() throws IOException {
        String given = System.getProperty("rfc4475", "");
        if (given.isEmpty()) return OwnTorture.messages(network);
        try (Stream<Path> files = Files.list(Path.of(given))) {
            List<byte[]> messages = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".dat"))
                    .sorted()
                    .toList()) messages.add(Files.readAllBytes(file));
            assertFalse(messages.isEmpty(), "there are no .dat files in " + given);
            // Thrice, so that trunk, PBX and stranger each send every one of them.
            List<byte[]> thrice = new ArrayList<>();
            for (byte[] message : messages) thrice.addAll(List.of(message, message, message));
            return thrice;
        }
    }
}
