package io.rubrica.siptests.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Sip;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in over TLS, and what they are shown. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsDoorTest {
    private static final String ADA = "+447700900100";
    private static final String SERVED = "SIP/2.0 200 OK";
    private static final int OPEN = 5061;
    private static final int STRICT = 5062;

    private final Path folder;
    private Network network;
    private Party pbx;
    private RunningProxy proxy;
    private Authority root;

    TlsDoorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void a_proxy_has_a_certificate_and_asks_for_one_at_its_second_door() throws IOException {
        root = Authority.root(folder, "root");
        shows("sip.example.com", root);
        network = Network.claim();
        pbx = network.join("pbx");
        String at = Network.host(network.address("proxy"));
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace," + ADA + "\n");
        String tls = "tls: {certificate: shown.crt, key: shown.key, trust: root.crt, client-certificates: ";
        proxy = RunningProxy.startConfigured(network, folder, """
                listen:
                  - {name: open, address: "tls:%1$s:%2$d", %4$s none}}
                  - {name: strict, address: "tls:%1$s:%3$d", %4$s required}}
                  - {name: inside, address: "udp:%1$s:5060"}
                trunks:
                  - {name: carrier, addresses: [%5$s], listener: open}
                  - {name: careful, addresses: [%5$s], listener: strict}
                pbx:
                  - {name: office, address: "%6$s", listener: inside, check-interval: 0s}
                country: GB
                data: data
                admin: {listen: "%7$s"}
                sources: {customers: {csv: {file: %8$s}}}
                """.formatted(
                        at,
                        OPEN,
                        STRICT,
                        tls,
                        Network.host(network.address("trunk")),
                        Network.text(network.address("pbx")),
                        network.admin(),
                        contacts));
    }

    @AfterAll
    void it_is_stopped() {
        proxy.close();
        pbx.close();
        network.close();
    }

    /** Puts a certificate for a host, and that of who signed it, where the proxy's settings say. */
    private void shows(String host, Authority above) throws IOException {
        Authority signer = above.intermediate("signer-of-" + host);
        signer.issue(host);
        String chain = Files.readString(folder.resolve(host + ".crt")) + Files.readString(signer.certificate());
        Files.writeString(folder.resolve("shown.crt"), chain);
        Files.copy(folder.resolve(host + ".key"), folder.resolve("shown.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
    void both_versions_are_spoken_and_the_whole_chain_is_shown(String version, String spoken) throws IOException {
        String heard = knock(OPEN, version, "-verify_return_error", "-verify_hostname", "sip.example.com");
        assertTrue(heard.contains(SERVED), heard);
        assertTrue(heard.contains(spoken), heard);
        assertTrue(heard.contains("Verify return code: 0 (ok)"), heard);
        // Ours and its signer's; the root itself is what the other side must know.
        assertEquals(2, heard.split("-----BEGIN CERTIFICATE-----", -1).length - 1, heard);
    }

    @ParameterizedTest
    @CsvSource({"-tls1_1", "-tls1"})
    void an_older_version_is_refused_by_us(String version) throws IOException {
        // OpenSSL itself speaks it at this level only.
        String heard = knock(OPEN, version, "-cipher", "ALL:@SECLEVEL=0");
        assertTrue(heard.contains("alert protocol version"), heard);
        assertFalse(heard.contains(SERVED), heard);
    }

    @Test
    void whoever_believes_another_authority_does_not_believe_us() throws IOException {
        Authority.root(folder, "foreign");
        String heard =
                OpenSsl.client(folder, arguments(OPEN, "foreign.crt", "-verify_return_error"), options(), SERVED);
        assertTrue(heard.contains("unable to get local issuer certificate"), heard);
        assertFalse(heard.contains(SERVED), heard);
    }

    @Test
    void a_certificate_of_an_authority_that_we_believe_opens_the_strict_door() throws IOException {
        root.issue("carrier.example.com");
        String heard = knock(STRICT, "-cert", "carrier.example.com.crt", "-key", "carrier.example.com.key");
        assertTrue(heard.contains(SERVED), heard);
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2", "-tls1_3"})
    void without_a_certificate_the_strict_door_stays_shut(String version) throws IOException {
        String heard = knock(STRICT, version);
        assertFalse(heard.contains(SERVED), heard);
        assertTrue(heard.contains("alert"), heard);
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2", "-tls1_3"})
    void with_a_certificate_of_a_foreign_authority_the_strict_door_stays_shut(String version) throws IOException {
        Authority.root(folder, "foreign").issue("carrier.example.com");
        String heard = knock(STRICT, version, "-cert", "carrier.example.com.crt", "-key", "carrier.example.com.key");
        assertFalse(heard.contains(SERVED), heard);
        assertTrue(heard.contains("alert"), heard);
    }

    @Test
    void after_a_reload_new_connections_see_the_new_certificate_and_calls_over_old_ones_go_on()
            throws IOException, InterruptedException {
        try (StreamCarrier carrier = new StreamCarrier(connection(), "TLS")) {
            OfficeEnd office = new OfficeEnd(pbx, network.address("proxy"));
            carrier.send(carrier.request("INVITE", 1, ADA));
            office.accepts(office.hears("INVITE", "\"Ada Lovelace\" <sip:" + ADA));
            carrier.answer(200);
            carrier.send(carrier.request("ACK", 1, ADA));
            office.hears("ACK", ADA);
            String before = knock(OPEN, "-verify_return_error", "-verify_hostname", "sip.example.com");
            assertTrue(before.contains(SERVED), before);

            shows("new.example.com", root);
            reload();

            String heard = knock(OPEN, "-verify_return_error", "-verify_hostname", "new.example.com");
            assertTrue(heard.contains(SERVED), heard);
            carrier.send(carrier.request("BYE", 2, ADA));
            office.accepts(office.hears("BYE", ADA));
            carrier.answer(200);
        } finally {
            shows("sip.example.com", root);
            reload();
        }
    }

    @Test
    void a_certificate_that_cannot_be_used_changes_nothing() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("shown.crt"), "no certificate\n");
        try (Program command = reloading()) {
            assertEquals(3, command.exit(Duration.ofSeconds(20)), command.says());
            assertTrue(command.says().contains("certificate"), command.says());
        }
        String heard = knock(OPEN, "-verify_return_error", "-verify_hostname", "sip.example.com");
        shows("sip.example.com", root);
        assertTrue(heard.contains(SERVED), heard);
    }

    private Socket connection() throws IOException {
        Socket socket = root.believer().getSocketFactory().createSocket();
        socket.bind(new InetSocketAddress(network.address("trunk").getAddress(), 0));
        socket.connect(at(OPEN));
        return socket;
    }

    private void reload() throws InterruptedException {
        try (Program command = reloading()) {
            assertEquals(0, command.exit(Duration.ofSeconds(20)), command.says());
        }
    }

    private Program reloading() {
        return RunningProxy.command(
                "reload",
                folder,
                List.of("reload", "--data", folder.resolve("data").toString()));
    }

    private InetSocketAddress at(int port) {
        return new InetSocketAddress(network.address("proxy").getAddress(), port);
    }

    /** Asks over a new connection whether the proxy is there; with all that was said about it. */
    private String knock(int port, String... further) throws IOException {
        return OpenSsl.client(folder, arguments(port, "root.crt", further), options(), SERVED);
    }

    private List<String> arguments(int port, String believed, String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "-connect",
                Network.text(at(port)),
                "-bind",
                Network.host(network.address("trunk")) + ":0",
                "-CAfile",
                believed));
        arguments.addAll(List.of(further));
        return arguments;
    }

    private String options() {
        String self = Network.host(network.address("trunk"));
        return Sip.wire(String.join(
                "\r\n",
                "OPTIONS sip:sip.example.com SIP/2.0",
                "Via: SIP/2.0/TLS " + self + ";branch=z9hG4bK" + System.nanoTime(),
                "Max-Forwards: 70",
                "From: <sip:carrier.example.com>;tag=1",
                "To: <sip:sip.example.com>",
                "Call-ID: knock-" + System.nanoTime(),
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "",
                ""));
    }
}
