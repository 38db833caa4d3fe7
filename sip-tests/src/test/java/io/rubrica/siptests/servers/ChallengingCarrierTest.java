package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.running.Scrape;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A phone as the PBX, Rubrica, a Kamailio as the carrier that lets nothing pass without the password, its count and the
 * ACK's credentials, and a subscriber's phone behind it.
 */
@Tag("servers")
class ChallengingCarrierTest {
    private static final String NUMBER = "+447700900100";
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    private final Deque<Runnable> ends = new ArrayDeque<>();

    private record Line(Phone office, Phone subscriber, Scrape metrics) {}

    private Line line(String algorithm, String password) throws IOException {
        Network network = Network.claim();
        ends.push(network::close);
        network.vacateTrunk();
        InetSocketAddress carrier = network.address("trunk");
        InetSocketAddress proxy = network.address("proxy");
        ends.push(Kamailio.carrier(folder, carrier, proxy, network.address("phone"), algorithm, PASSWORD)::close);
        String configuration = Resource.text("carrier-with-a-password.yaml")
                .replace("{proxy}", Network.text(proxy))
                .replace("{trunk}", Network.text(carrier))
                .replace("{pbx}", Network.text(network.address("pbx")))
                .replace("{password}", password)
                .replace("{admin}", network.admin())
                .replace("{data}", folder.resolve("data").toString());
        ends.push(RunningProxy.startConfigured(network, folder, configuration)::close);
        Path phones = Files.createDirectory(folder.resolve("phones"));
        Phone office = started(
                Phone.start(phones, PhoneLine.subscriber("201", network.address("pbx"), proxy, Side.UDP, null)));
        Phone subscriber = started(
                Phone.start(phones, PhoneLine.subscriber(NUMBER, network.address("phone"), carrier, Side.UDP, null)));
        office.dial("sip:" + NUMBER + "@" + Network.text(proxy));
        return new Line(office, subscriber, new Scrape(network.admin()));
    }

    private Phone started(Phone phone) {
        ends.push(phone::close);
        return phone;
    }

    @AfterEach
    void all_of_it_is_stopped() {
        while (!ends.isEmpty()) ends.pop().run();
    }

    private Line talking(String algorithm) throws IOException {
        Line line = line(algorithm, PASSWORD);
        assertEquals("", line.subscriber.ringsWith());
        line.office.hearsRinging();
        line.subscriber.accept();
        line.office.talks();
        line.subscriber.talks();
        return line;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void a_call_out_is_held_and_ended_by_the_office(String algorithm) throws IOException {
        Line line = talking(algorithm);
        line.office.hold();
        line.subscriber.isOffered();
        line.office.isAnswered();
        line.office.resume();
        line.subscriber.isOffered();
        line.office.isAnswered();
        line.office.hangUp();
        line.subscriber.isCalledNoMore();
        heardNoChallenge(line.office);
        // INVITE, two re-INVITEs and BYE.
        assertEquals(4, line.metrics.value("rubrica_challenges_answered_total"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void a_call_out_is_held_and_ended_by_the_subscriber(String algorithm) throws IOException {
        Line line = talking(algorithm);
        line.office.hold();
        line.subscriber.isOffered();
        line.office.isAnswered();
        line.subscriber.hold();
        line.office.isOffered();
        line.subscriber.isAnswered();
        line.subscriber.hangUp();
        line.office.isCalledNoMore();
        heardNoChallenge(line.office);
        // INVITE and re-INVITE; the carrier's own requests need no password.
        assertEquals(2, line.metrics.value("rubrica_challenges_answered_total"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void a_wrong_password_is_told_as_403(String algorithm) throws IOException {
        Line line = line(algorithm, "wrong");
        line.office.isCalledNoMore();
        assertTrue(line.office.everything().contains("SIP/2.0 403 Forbidden"));
        heardNoChallenge(line.office);
        assertEquals(1, line.metrics.value("rubrica_credentials_refused_total"));
    }

    private static void heardNoChallenge(Phone office) {
        String everything = office.everything();
        assertTrue(everything.contains("SIP/2.0 100 Trying"), everything);
        assertFalse(everything.contains("Proxy-Authenticate"), everything);
    }
}
