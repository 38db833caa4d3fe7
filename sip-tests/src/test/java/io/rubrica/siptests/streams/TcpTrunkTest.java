package io.rubrica.siptests.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trunk over TCP and a PBX over UDP. */
class TcpTrunkTest {
    private static final String ADA = "+447700900100";
    private static final int NOISY_CONNECTIONS = 300;

    @TempDir
    Path folder;

    private Network network;
    private Party pbx;
    private RunningProxy proxy;

    @BeforeEach
    void a_proxy_is_running() throws IOException {
        network = Network.claim();
        pbx = network.join("pbx");
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace," + ADA + "\n");
        String at = Network.text(network.address("proxy"));
        Path config = Files.writeString(folder.resolve("rubrica.yaml"), """
                listen:
                  - {name: tcp, address: "tcp:%s"}
                  - {name: udp, address: "udp:%s"}
                trunks:
                  - {name: carrier, addresses: [%s], listener: tcp}
                  - {name: probe, addresses: [%s], listener: udp}
                pbx:
                  - {name: office, address: "%s", listener: udp, check-interval: 0s}
                country: GB
                data: %s
                admin: {listen: "%s"}
                sources: {customers: {csv: {file: %s}}}
                """.formatted(
                        at,
                        at,
                        Network.host(network.address("trunk")),
                        Network.host(network.address("trunk")),
                        Network.text(network.address("pbx")),
                        folder.resolve("data"),
                        network.admin(),
                        contacts));
        proxy = RunningProxy.start(network, folder, List.of("--config", config.toString()));
    }

    @AfterEach
    void it_is_stopped() {
        proxy.close();
        pbx.close();
        network.close();
    }

    private StreamCarrier carrier() throws IOException {
        return new StreamCarrier(connection(), "TCP");
    }

    private Socket connection() throws IOException {
        return StreamCarrier.connection(network.address("trunk"), network.address("proxy"));
    }

    @Test
    void a_call_comes_in_over_tcp_in_pieces_and_leaves_over_udp() throws IOException {
        try (StreamCarrier carrier = carrier()) {
            aCall(carrier, 7);
        }
    }

    private void aCall(StreamCarrier carrier, int pieces) throws IOException {
        OfficeEnd office = new OfficeEnd(pbx, network.address("proxy"));
        carrier.sendInPieces(carrier.request("INVITE", 1, ADA), pieces);
        String invite = office.hears("INVITE", "\"Ada Lovelace\" <sip:" + ADA);
        assertTrue(invite.contains("Via: SIP/2.0/UDP "), invite);
        office.accepts(invite);
        String answer = carrier.answer(200);
        assertTrue(answer.contains(";transport=tcp>"), answer);
        // The ACK and the BYE share a segment.
        String ack = carrier.request("ACK", 1, ADA);
        carrier.send(ack + carrier.request("BYE", 2, ADA));
        office.hears("ACK", ADA);
        office.accepts(office.hears("BYE", ADA));
        carrier.answer(200);
    }

    @Test
    void a_ping_is_answered_and_a_message_without_length_is_refused_and_ends_the_connection() throws IOException {
        try (StreamCarrier carrier = carrier()) {
            carrier.send("\r\n\r\n");
            assertEquals("\r\n", carrier.twoBytes());
            carrier.send(carrier.request("OPTIONS", 1, ADA).replace("Content-Length: 0\r\n", ""));
            carrier.answer(400);
            assertTrue(carrier.isClosedByTheProxy());
        }
    }

    @Test
    void noise_and_half_messages_on_many_connections_stop_nothing() throws IOException {
        Random random = new Random(20261124);
        for (int i = 0; i < NOISY_CONNECTIONS; i++) {
            try (StreamCarrier noisy = carrier()) {
                byte[] noise = new byte[1 + random.nextInt(3_000)];
                random.nextBytes(noise);
                String half = noisy.request("INVITE", 1, ADA);
                String text = i % 3 == 0 ? half.substring(0, random.nextInt(half.length() - 1)) : "";
                noisy.send(text + io.rubrica.siptests.wire.Sip.text(noise));
            } catch (IOException closed) {
                // Which is what the proxy may do with those who talk like that.
            }
        }
        assertTrue(proxy.isAlive(), proxy::log);
        try (StreamCarrier carrier = carrier()) {
            aCall(carrier, 10_000);
        }
    }
}
