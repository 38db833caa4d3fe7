package io.rubrica.siptests.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.CarrierCall;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings are read again while calls are up. {@code sip-tests/bench reload} runs it with a thousand of them. */
class ReloadTest {
    private static final String KNOWN = "+447700900100";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CALLS = Integer.getInteger("reload.calls", 50);

    @TempDir
    Path folder;

    @Test
    void calls_in_progress_go_on_and_new_ones_follow_the_new_settings() throws IOException, InterruptedException {
        try (Network network = Network.claim();
                Party before = network.join("pbx");
                Party after = network.join("pbx2")) {
            settings(network, "pbx", "{first}");
            try (RunningProxy proxy = RunningProxy.start(network, folder, config())) {
                OfficeEnd office = new OfficeEnd(before, network.address("proxy"));
                List<CarrierCall> calls = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) calls.add(up(network, office));

                settings(network, "pbx2", "{last}");
                assertEquals(0, reload(), proxy.log());
                System.out.printf("with %d calls up: %s%n", CALLS, reloadLog().strip());

                CarrierCall fresh = call(network);
                OfficeEnd elsewhere = new OfficeEnd(after, network.address("proxy"));
                fresh.invite();
                String heard = elsewhere.hears("INVITE", KNOWN);
                assertTrue(heard.contains("\"Lovelace\""), heard);
                elsewhere.accepts(heard);
                fresh.answer(200);
                fresh.ack();

                for (CarrierCall call : calls) {
                    call.bye();
                    String bye = office.hears("BYE", KNOWN);
                    assertTrue(bye.contains("\"Ada\""), bye);
                    office.accepts(bye);
                    call.answer(200);
                }
            }
        }
    }

    @Test
    void a_mistake_changes_nothing_and_is_told() throws IOException, InterruptedException {
        try (Network network = Network.claim();
                Party pbx = network.join("pbx")) {
            settings(network, "pbx", "{first}");
            try (RunningProxy proxy = RunningProxy.start(network, folder, config())) {
                Files.writeString(file(), "no-such-option: 1\n", java.nio.file.StandardOpenOption.APPEND);
                assertEquals(3, reload(), proxy.log());
                assertTrue(reloadLog().contains("no-such-option"), reloadLog());
                up(network, new OfficeEnd(pbx, network.address("proxy")));
            }
        }
    }

    private static CarrierCall call(Network network) {
        return new CarrierCall(network.trunk(), network.address("proxy"), KNOWN, "201");
    }

    private static CarrierCall up(Network network, OfficeEnd office) {
        CarrierCall call = call(network);
        call.invite();
        office.accepts(office.hears("INVITE", KNOWN));
        call.answer(200);
        call.ack();
        office.hears("ACK", KNOWN);
        return call;
    }

    private int reload() throws InterruptedException {
        try (Program command = RunningProxy.command(
                "reload",
                folder,
                List.of("reload", "--data", folder.resolve("data").toString()))) {
            return command.exit(PATIENCE);
        }
    }

    private String reloadLog() throws IOException {
        return Files.readString(folder.resolve("reload.log"));
    }

    private List<String> config() {
        return List.of("--config", file().toString());
    }

    private Path file() {
        return folder.resolve("rubrica.yaml");
    }

    private void settings(Network network, String pbx, String format) throws IOException {
        Files.writeString(folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace," + KNOWN + "\n");
        Files.writeString(file(), """
                listen:
                  - address: udp:%s
                trunks:
                  - name: carrier
                    addresses: [%s]
                pbx:
                  - name: %s
                    address: %s
                    check-interval: 0s
                data: data
                admin: {listen: "%s"}
                caller-id: {format: "%s"}
                sources:
                  people: {csv: {file: contacts.csv}}
                """.formatted(
                        Network.text(network.address("proxy")),
                        Network.host(network.address("trunk")),
                        pbx,
                        Network.text(network.address(pbx)),
                        network.admin(),
                        format));
    }
}
