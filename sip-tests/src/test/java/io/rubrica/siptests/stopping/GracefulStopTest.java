package io.rubrica.siptests.stopping;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.CarrierCall;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GracefulStopTest {
    private static final String KNOWN = "+447700900100";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void a_call_that_is_up_ends_as_its_parties_wish_and_new_ones_get_503() throws IOException, InterruptedException {
        Path contacts = Files.writeString(folder.resolve("contacts.csv"), "FirstName,Mobile\nAda," + KNOWN + "\n");
        try (Network network = Network.claim();
                Party pbx = network.join("pbx");
                RunningProxy proxy = RunningProxy.start(network, folder, contacts)) {
            CarrierCall up = new CarrierCall(network.trunk(), network.address("proxy"), KNOWN, "201");
            OfficeEnd office = new OfficeEnd(pbx, network.address("proxy"));
            up.invite();
            office.accepts(office.hears("INVITE", KNOWN));
            up.answer(200);
            up.ack();
            office.hears("ACK", KNOWN);

            proxy.askToStop();
            assertTrue(saysThatItStops(network), "it still takes calls: " + proxy.log());
            CarrierCall late = new CarrierCall(network.trunk(), network.address("proxy"), "+447700900101", "202");
            late.invite();
            late.answer(503);
            up.bye();
            office.accepts(office.hears("BYE", KNOWN));
            up.answer(200);
            proxy.awaitEnd(PATIENCE);
        }
    }

    /** The signal takes its time to arrive; from then on an OPTIONS is answered 503. */
    private static boolean saysThatItStops(Network network) {
        Probe probe = new Probe(network.trunk(), network.address("proxy"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline)
            if (probe.status(Duration.ofSeconds(1)).equals("503")) return true;
        return false;
    }
}
