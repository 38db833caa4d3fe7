package io.rubrica.siptests.stopping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proxy is killed (SIGKILL) while calls are set up, and started again. Every call that was confirmed goes on and ends as
 * its parties wish; one that was still ringing is lost, and an office that answers it later is told so. {@code sip-tests/bench kill} runs it with a thousand calls and twenty kills.
 */
class KilledProxyTest {
    private static final int CALLS = Integer.getInteger("kill.calls", 40);
    private static final int KILLS = Integer.getInteger("kill.kills", 2);
    private static final long SEED = Long.getLong("kill.seed", 20261124);

    @TempDir
    Path folder;

    @Test
    void every_confirmed_call_ends_properly() throws IOException {
        Path contacts = Files.writeString(folder.resolve("contacts.csv"), "FirstName,Mobile\nAda,+447700900100\n");
        Random random = new Random(SEED);
        try (Network network = Network.claim();
                Party office = network.join("pbx")) {
            ManyCalls both = new ManyCalls(network.trunk(), office, network.address("proxy"));
            RunningProxy proxy = RunningProxy.start(network, folder, contacts);
            try {
                for (int round = 0; round < KILLS; round++) {
                    int batch = CALLS / KILLS;
                    int killAt = random.nextInt(batch);
                    for (int i = 0; i < batch; i++) {
                        // Every third one rings for a while, so that some ring when the process dies.
                        both.invite("call-" + round + "-" + i, i % 3 == 0 ? 1 + random.nextInt(400) : 0);
                        both.run(1 + random.nextInt(5));
                        if (i != killAt) continue;
                        proxy.close();
                        proxy = RunningProxy.start(network, folder, contacts);
                    }
                    both.run(1_000);
                }
                settle(both);
                List<ManyCalls.Call> confirmed = both.calls().stream()
                        .filter(each -> each.answeredAtCarrier)
                        .toList();
                change(both, confirmed);
                List<ManyCalls.Call> lost = both.calls().stream()
                        .filter(each -> !each.answeredAtCarrier)
                        .toList();
                long changed = confirmed.stream().filter(each -> each.changed).count();
                end(both, confirmed);
                long ended =
                        confirmed.stream().filter(ManyCalls.Call::endedProperly).count();
                System.out.printf(
                        "%d calls, %d kills: %d confirmed, %d of them changed by re-INVITE or UPDATE, %d ended by both sides;"
                                + " %d lost while ringing, %d of them taken back where the office had answered%n",
                        both.calls().size(),
                        KILLS,
                        confirmed.size(),
                        changed,
                        ended,
                        lost.size(),
                        lost.stream().filter(ManyCalls.Call::takenBack).count());
                assertTrue(confirmed.size() > CALLS / 2, "so few were confirmed that nothing is shown");
                assertEquals(confirmed.size(), changed);
                assertEquals(confirmed.size(), ended);
                assertEquals(
                        List.of(),
                        lost.stream()
                                .filter(each -> !each.takenBack())
                                .map(each -> each.id)
                                .toList(),
                        "the office was left with calls that nobody has");
            } finally {
                proxy.close();
            }
        }
    }

    private static void settle(ManyCalls both) {
        for (int i = 0; i < 80 && !both.isQuiet(); i++) both.run(500);
    }

    /** Each is changed once, from one side or the other. */
    private static void change(ManyCalls both, List<ManyCalls.Call> calls) {
        for (int i = 0; i < calls.size(); i++) {
            if (i % 3 == 0) both.carrierAsks(calls.get(i), "INVITE", 2);
            else if (i % 3 == 1) both.carrierAsks(calls.get(i), "UPDATE", 2);
            else both.officeAsks(calls.get(i), "UPDATE", 2);
            both.run(2);
        }
        settle(both);
    }

    private static void end(ManyCalls both, List<ManyCalls.Call> calls) {
        for (int i = 0; i < calls.size(); i++) {
            if (i % 2 == 0) both.carrierAsks(calls.get(i), "BYE", 3);
            else both.officeAsks(calls.get(i), "BYE", 3);
            both.run(2);
        }
        settle(both);
    }
}
