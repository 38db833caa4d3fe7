package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls that do more than ring and talk, with SIPp on both sides: what each side must hear stands in {@code NAME-carrier.xml}
 * and {@code NAME-office.xml}, and neither accepts anything else.
 */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SippCallsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private Network network;
    private RunningProxy proxy;

    SippCallsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void a_proxy_has_a_trunk_a_pbx_and_somebody_who_only_wants_names() throws IOException {
        network = Network.claim();
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace,+447700900100\n");
        proxy = RunningProxy.startConfigured(network, folder, """
                listen:
                  - address: "udp:%s"
                trunks:
                  - {name: carrier, addresses: ["%s"]}
                  - {name: sbc, addresses: ["%s"], redirect-client: true}
                pbx:
                  - {name: office, address: "%s"}
                country: GB
                data: data
                admin: {listen: "%s"}
                sources: {customers: {csv: {file: "%s"}}}
                """.formatted(
                        Network.text(network.address("proxy")),
                        Network.host(network.address("trunk")),
                        Network.host(network.address("trunk2")),
                        Network.text(network.address("pbx")),
                        network.admin(),
                        contacts));
        network.vacateTrunk();
    }

    @AfterAll
    void it_is_stopped() {
        proxy.close();
        network.close();
    }

    @ParameterizedTest
    @CsvSource({
        "early, 1",
        "glare, 1",
        "late-offer, 1",
        "session-timer, 1",
        "dtmf, 1",
        // Of these the PBX has two.
        "transfer, 2",
        "pickup, 2"
    })
    void both_sides_hear_what_they_should(String call, int callsAtTheOffice) throws Exception {
        try (Sipp office = sipp(call + "-office", "pbx", callsAtTheOffice, List.of())) {
            try (Sipp carrier = sipp(call + "-carrier", "trunk", 1, towardsTheProxy())) {
                allWell(carrier, 1);
                allWell(office, callsAtTheOffice);
            }
        }
    }

    @Test
    void whoever_only_wants_the_name_is_redirected() throws Exception {
        try (Sipp sbc = sipp("redirect-carrier", "trunk2", 1, towardsTheProxy())) {
            allWell(sbc, 1);
        }
    }

    private Sipp sipp(String scenario, String place, int calls, List<String> more) throws IOException {
        return Sipp.start(scenario, folder, network.address(place), calls, more);
    }

    private List<String> towardsTheProxy() {
        // A Call-ID without @ can be written into a URI as it is.
        return List.of("-cid_str", "%u-%p", "-recv_timeout", "8000", Network.text(network.address("proxy")));
    }

    private static void allWell(Sipp sipp, int calls) throws IOException, InterruptedException {
        Sipp.Counts counts = sipp.counts(PATIENCE);
        assertEquals(new Sipp.Counts(calls, 0, counts.retransmissions()), counts, sipp::complaints);
    }
}
