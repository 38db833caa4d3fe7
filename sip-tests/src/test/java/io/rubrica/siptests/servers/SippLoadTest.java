package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of calls, each from another caller of a phonebook of 20,000; the PBX looks at every name. */
@Tag("servers")
class SippLoadTest {
    private static final int CONTACTS = 20_000;
    private static final int CALLS = 5_000;
    private static final int CALLS_A_SECOND = 250;
    private static final int TALK_MS = 500;
    // A thousandth of the calls; more means that messages get lost or late.
    private static final long RETRANSMISSIONS = CALLS / 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void thousands_of_calls_arrive_with_the_right_name() throws IOException, InterruptedException {
        Path contacts = write("contacts.csv", "FirstName,LastName,Mobile\n", "Caller,%1$07d,+9991%1$07d\n", CONTACTS);
        Path callers = write("callers.csv", "SEQUENTIAL\n", "+9991%07d;201;\n", CALLS);
        try (Network network = Network.claim();
                RunningProxy proxy = RunningProxy.start(network, folder, contacts);
                Sipp office = Sipp.start("office", folder, network.address("pbx"), CALLS, List.of())) {
            network.vacateTrunk();
            List<String> load = List.of(
                    "-inf",
                    callers.toString(),
                    "-r",
                    Integer.toString(CALLS_A_SECOND),
                    "-d",
                    Integer.toString(TALK_MS),
                    "-l",
                    Integer.toString(CALLS),
                    Network.text(network.address("proxy")));
            try (Sipp carrier = Sipp.start("carrier", folder, network.address("trunk"), CALLS, load)) {
                Sipp.Counts called = carrier.counts(PATIENCE);
                Sipp.Counts answered = office.counts(PATIENCE);
                long retransmissions = called.retransmissions() + answered.retransmissions();
                assertAll(
                        () -> assertEquals(CALLS, called.successful(), "calls that the carrier saw through"),
                        () -> assertEquals(0, called.failed(), "calls that failed for the carrier"),
                        () -> assertEquals(0, answered.failed(), "calls that reached the PBX with a wrong name"),
                        () -> assertTrue(
                                retransmissions <= RETRANSMISSIONS, retransmissions + " messages were sent twice"),
                        () -> assertTrue(proxy.isAlive(), proxy::log));
            }
        }
    }

    private Path write(String file, String head, String line, int count) throws IOException {
        String lines = IntStream.range(0, count).mapToObj(line::formatted).collect(Collectors.joining());
        return Files.writeString(folder.resolve(file), head + lines);
    }
}
