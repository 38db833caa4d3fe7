package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.CarrierCall;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import io.rubrica.siptests.wire.Sip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier, Rubrica, Kamailio as the PBX and registrar, and a phone whose display is read. */
@Tag("servers")
class KamailioWithAPhoneTest {
    private static final String KNOWN = "+447700900100";
    private static final String NAME = "Jürgen Ковалёва 🌻";

    @TempDir
    Path folder;

    private Network network;
    private Kamailio kamailio;
    private RunningProxy proxy;
    private Phone phone;

    @BeforeEach
    void a_phone_is_registered_at_the_pbx() throws IOException {
        network = Network.claim();
        kamailio = Kamailio.start(folder, network.address("pbx"), network.address("proxy"), Side.UDP, null);
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nJürgen,Ковалёва 🌻," + KNOWN + "\n");
        proxy = RunningProxy.start(network, folder, contacts);
        phone = Phone.start(
                folder, PhoneLine.extension("201", network.address("phone"), network.address("pbx"), Side.UDP, null));
    }

    @AfterEach
    void all_of_it_is_stopped() {
        phone.close();
        proxy.close();
        kamailio.close();
        network.close();
    }

    @Test
    void the_phone_rings_with_the_callers_name_and_can_be_answered() throws IOException {
        CarrierCall call = new CarrierCall(network.trunk(), network.address("proxy"), KNOWN, "201");
        call.invite();
        assertEquals(NAME, phone.ringsWith());
        phone.accept();
        String answer = call.answer(200);
        assertFalse(Sip.readable(answer).contains("Jürgen"), "the trunk must not learn the name: " + answer);
        call.ack();
        call.bye();
        call.answer(200);
        phone.isCalledNoMore();
    }

    @Test
    void the_phone_rings_without_a_name_when_nobody_knows_the_caller() throws IOException {
        CarrierCall call = new CarrierCall(network.trunk(), network.address("proxy"), "+447700900199", "201");
        call.invite();
        assertEquals("", phone.ringsWith());
    }
}
