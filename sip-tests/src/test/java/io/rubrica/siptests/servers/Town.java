package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Certificate;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A subscriber at the trunk's end, Rubrica, Kamailio as the PBX, and two phones in the office: all of them real. */
final class Town implements AutoCloseable {
    static final String NUMBER = "+447700900100";
    static final String NAME = "Jürgen Ковалёва 🌻";

    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final InetSocketAddress pbx;
    private final InetSocketAddress door;
    final Phone subscriber;
    final Phone desk;
    final Phone secondDesk;

    Town(Path folder, Road road) throws IOException {
        Network network = Network.claim();
        ends.push(network::close);
        network.vacateTrunk();
        pbx = road.inside(network, "pbx");
        door = road.outside(network, "proxy");
        InetSocketAddress back = road.inside(network, "proxy-inside");
        InetSocketAddress trunk = road.outside(network, "trunk");
        try {
            Certificate certificate = road.isSecure() ? certificate(folder, road, network) : null;
            Path identity = certificate == null ? null : inOneFile(folder, certificate);
            ends.push(Kamailio.start(folder, pbx, back, road.inside(), certificate)::close);
            String configuration = configuration(folder, road, network, back, trunk)
                    .replace("{outside-tls}", tls(road.outside(), certificate))
                    .replace("{inside-tls}", tls(road.inside(), certificate));
            ends.push(RunningProxy.startConfigured(network, folder, configuration)::close);
            InetSocketAddress home = road.outside().place(network, "trunk");
            subscriber =
                    started(Phone.start(folder, PhoneLine.subscriber(NUMBER, home, door, road.outside(), identity)));
            desk = started(Phone.start(folder, extension(network, road, "201", "phone", identity)));
            secondDesk = started(Phone.start(folder, extension(network, road, "202", "phone2", identity)));
        } catch (IOException | RuntimeException failed) {
            // Whoever half started must not outlive the test.
            close();
            throw failed;
        }
    }

    private Phone started(Phone phone) {
        ends.push(phone::close);
        return phone;
    }

    private PhoneLine extension(Network network, Road road, String number, String place, @Nullable Path identity) {
        InetSocketAddress self = road.inside().place(network, place);
        return PhoneLine.extension(number, self, pbx, road.inside(), identity);
    }

    /** One for all, which names all their addresses. */
    private static Certificate certificate(Path folder, Road road, Network network) throws IOException {
        String names = Stream.of(
                        road.outside(network, "trunk"),
                        road.outside(network, "proxy"),
                        road.inside(network, "proxy-inside"),
                        road.inside(network, "pbx"),
                        road.inside(network, "phone"),
                        road.inside(network, "phone2"))
                .map(place -> "ip:" + Network.host(place))
                .distinct()
                .collect(Collectors.joining(","));
        return Certificate.make(folder, "everybody", names);
    }

    private static Path inOneFile(Path folder, Certificate certificate) throws IOException {
        String both = Files.readString(certificate.certificate()) + Files.readString(certificate.key());
        return Files.writeString(folder.resolve("identity.pem"), both);
    }

    /** What a listener of the proxy needs on a side. */
    private static String tls(Side side, @Nullable Certificate certificate) {
        if (!side.isSecure() || certificate == null) return "";
        return "tls: {certificate: \"%s\", key: \"%s\", trust: \"%s\"}"
                .formatted(certificate.certificate(), certificate.key(), certificate.certificate());
    }

    private String configuration(
            Path folder, Road road, Network network, InetSocketAddress back, InetSocketAddress trunk)
            throws IOException {
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nJürgen,Ковалёва 🌻," + NUMBER + "\n");
        return Resource.text("town.yaml")
                .replace("{outside}", road.outside().transport() + ":" + Network.text(door))
                .replace("{inside}", road.inside().transport() + ":" + Network.text(back))
                .replace("{trunk}", Network.text(trunk))
                .replace("{trunk-from}", from(road.outside(), trunk))
                .replace("{pbx}", Network.text(pbx))
                .replace("{admin}", network.admin())
                .replace("{contacts}", contacts.toString())
                .replace("{data}", folder.resolve("data").toString());
    }

    /** Where the subscriber's messages come from; a baresip binds its connections to no address of its own. */
    private static String from(Side side, InetSocketAddress trunk) {
        return side.isStream() ? "127.0.0.1, " + Network.host(trunk) : "\"" + Network.text(trunk) + "\"";
    }

    /** What the subscriber dials to reach an extension. */
    String fromOutside(String extension) {
        return "sip:" + extension + "@" + Network.text(door);
    }

    /** What a phone in the office dials. */
    String fromInside(String number) {
        return "sip:" + number + "@" + Network.text(pbx);
    }

    /** Ends all of them, the last started first. */
    @Override
    public void close() {
        while (!ends.isEmpty()) ends.pop().run();
    }
}
