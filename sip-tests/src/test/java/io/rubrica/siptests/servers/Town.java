package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

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
            ends.push(Kamailio.start(folder, pbx, back, road.inside())::close);
            String configuration = configuration(folder, road, network, back, trunk);
            ends.push(RunningProxy.startConfigured(network, folder, configuration)::close);
            subscriber = started(Phone.start(folder, PhoneLine.subscriber(NUMBER, trunk, door, road.outside())));
            desk = started(Phone.start(folder, extension(network, road, "201", "phone")));
            secondDesk = started(Phone.start(folder, extension(network, road, "202", "phone2")));
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

    private PhoneLine extension(Network network, Road road, String number, String place) {
        return PhoneLine.extension(number, road.inside(network, place), pbx, road.inside());
    }

    private String configuration(
            Path folder, Road road, Network network, InetSocketAddress back, InetSocketAddress trunk)
            throws IOException {
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nJürgen,Ковалёва 🌻," + NUMBER + "\n");
        return Resource.text("town.yaml")
                .replace("{outside}", road.outside() + ":" + Network.text(door))
                .replace("{inside}", road.inside() + ":" + Network.text(back))
                .replace("{trunk}", Network.text(trunk))
                .replace("{pbx}", Network.text(pbx))
                .replace("{admin}", network.admin())
                .replace("{contacts}", contacts.toString())
                .replace("{data}", folder.resolve("data").toString());
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
