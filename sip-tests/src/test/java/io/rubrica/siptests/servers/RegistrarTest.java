package io.rubrica.siptests.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.running.Scrape;
import io.rubrica.siptests.wire.CarrierCall;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.OfficeEnd;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Sip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rubrica registers at a Kamailio, which shortens each registration to 4 seconds. */
@Tag("servers")
class RegistrarTest {
    private static final String KNOWN = "+447700900100";
    private static final String ACCOUNT = "447700900123";
    private static final String REGISTERED = "rubrica_trunk_registered{trunk=\"carrier\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Network network;
    private Party subscriber;
    private Party pbx;
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private Scrape metrics;
    private String transport = "udp";

    @BeforeEach
    void places_are_taken() {
        network = Network.claim();
        network.vacateTrunk();
        subscriber = network.join("phone");
        pbx = network.join("pbx");
        metrics = new Scrape(network.admin());
    }

    @AfterEach
    void all_of_it_is_stopped() {
        while (!ends.isEmpty()) ends.pop().run();
        pbx.close();
        subscriber.close();
        network.close();
    }

    private Kamailio carrierStarts(String algorithm, String password) throws IOException {
        Kamailio carrier = Kamailio.registrar(
                folder,
                network.address("trunk"),
                network.address("proxy"),
                transport,
                network.address("phone"),
                algorithm,
                password);
        ends.push(carrier::close);
        return carrier;
    }

    private RunningProxy proxyStarts() throws IOException {
        Files.writeString(folder.resolve("password"), "p:ss \"word\\ä\n");
        Files.writeString(folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nAda,Lovelace," + KNOWN + "\n");
        RunningProxy proxy = RunningProxy.startConfigured(
                network,
                folder,
                Resource.text("registering.yaml")
                        .replace("{transport}", transport)
                        .replace("{proxy}", Network.text(network.address("proxy")))
                        .replace("{inside}", Network.text(network.address("proxy-inside")))
                        .replace("{carrier}", Network.text(network.address("trunk")))
                        .replace("{pbx}", Network.text(network.address("pbx")))
                        .replace("{admin}", network.admin()));
        ends.push(proxy::close);
        return proxy;
    }

    private CarrierCall subscriberCalls() {
        CarrierCall call = new CarrierCall(subscriber, network.address("trunk"), KNOWN, ACCOUNT);
        call.invite();
        return call;
    }

    /** A call reaches the PBX, which it does only by way of our Contact, and is ended. */
    private void aCallComesIn() {
        OfficeEnd office = new OfficeEnd(pbx, network.address("proxy-inside"));
        CarrierCall call = subscriberCalls();
        String heard = office.hears("INVITE", KNOWN);
        assertTrue(Sip.header(heard, "From").startsWith("\"Ada Lovelace\" <sip:" + KNOWN + "@"), heard);
        assertTrue(heard.startsWith("INVITE sip:" + ACCOUNT + "@" + Network.text(network.address("pbx")) + " "), heard);
        office.accepts(heard);
        call.answer(200);
        call.ack();
        office.hears("ACK", KNOWN);
        call.bye();
        office.accepts(office.hears("BYE", KNOWN));
        call.answer(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void a_call_comes_in_by_the_registration_with_its_name(String algorithm) throws IOException {
        carrierStarts(algorithm, "p:ss \\\"word\\\\ä");
        proxyStarts();
        metrics.await(REGISTERED, value -> value == 1);
        aCallComesIn();
        // Refreshed, with the nonce of before or another.
        metrics.await("rubrica_registrations_total", value -> value >= 4);
        assertEquals(1, metrics.value(REGISTERED));
        aCallComesIn();
    }

    @Test
    void a_registration_over_tcp_is_as_good() throws IOException {
        transport = "tcp";
        carrierStarts("SHA-256", "p:ss \\\"word\\\\ä");
        proxyStarts();
        metrics.await(REGISTERED, value -> value == 1);
        aCallComesIn();
    }

    @Test
    void a_call_goes_out_by_the_carriers_service_route() throws IOException {
        carrierStarts("MD5", "p:ss \\\"word\\\\ä");
        proxyStarts();
        metrics.await(REGISTERED, value -> value == 1);
        CarrierCall call = new CarrierCall(pbx, network.address("proxy-inside"), "201", "+447700900177");
        call.invite();
        OfficeEnd called = new OfficeEnd(subscriber, network.address("trunk"));
        String heard = called.hears("INVITE", "201");
        assertTrue(heard.startsWith("INVITE sip:+447700900177@carrier.example.com "), heard);
    }

    @Test
    void a_wrong_password_is_told_and_not_tried_again() throws IOException {
        carrierStarts("SHA-256", "another");
        RunningProxy proxy = proxyStarts();
        metrics.await("rubrica_registrations_failed_total{reason=\"wrong-password\"}", value -> value == 1);
        assertEquals(0, metrics.value(REGISTERED));
        subscriberCalls().answer(404);
        assertTrue(proxy.log().contains("does not accept the password"), proxy.log());
        assertFalse(proxy.log().contains("p:ss"), proxy.log());
    }

    @Test
    void a_carrier_that_was_restarted_hears_of_us_soon() throws IOException {
        Kamailio carrier = carrierStarts("MD5", "p:ss \\\"word\\\\ä");
        proxyStarts();
        metrics.await(REGISTERED, value -> value == 1);
        carrier.close();
        double before = metrics.value("rubrica_registrations_total");
        carrierStarts("MD5", "p:ss \\\"word\\\\ä");
        metrics.await("rubrica_registrations_total", value -> value > before + 1);
        aCallComesIn();
    }

    @Test
    void the_registration_is_taken_back_at_the_end() throws IOException, InterruptedException {
        carrierStarts("SHA-256", "p:ss \\\"word\\\\ä");
        RunningProxy proxy = proxyStarts();
        metrics.await(REGISTERED, value -> value == 1);
        proxy.askToStop();
        proxy.awaitEnd(PATIENCE);
        subscriberCalls().answer(404);
    }
}
