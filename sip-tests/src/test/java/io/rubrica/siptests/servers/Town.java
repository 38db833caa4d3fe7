package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.RunningProxy;
import io.rubrica.siptests.wire.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A subscriber at the trunk's end, Rubrica, Kamailio as the PBX, and two phones in the office: all of them real. */
final class Town implements AutoCloseable {
    static final String NUMBER = "+447700900100";
    static final String NAME = "Jürgen Ковалёва 🌻";

    private final Network network = Network.claim();
    private final Kamailio kamailio;
    private final RunningProxy proxy;
    private final InetSocketAddress pbx;
    private final InetSocketAddress door;
    final Phone subscriber;
    final Phone desk;
    final Phone secondDesk;

    Town(Path folder, Road road) throws IOException {
        network.vacateTrunk();
        pbx = road.inside(network, "pbx");
        door = road.outside(network, "proxy");
        InetSocketAddress back = road.inside(network, "proxy-inside");
        InetSocketAddress trunk = road.outside(network, "trunk");
        Path contacts = Files.writeString(
                folder.resolve("contacts.csv"), "FirstName,LastName,Mobile\nJürgen,Ковалёва 🌻," + NUMBER + "\n");
        kamailio = Kamailio.start(folder, pbx, back, road.inside());
        proxy = RunningProxy.startConfigured(
                network,
                folder,
                Resource.text("town.yaml")
                        .replace("{outside}", road.outside() + ":" + Network.text(door))
                        .replace("{inside}", road.inside() + ":" + Network.text(back))
                        .replace("{trunk}", Network.text(trunk))
                        .replace("{pbx}", Network.text(pbx))
                        .replace("{admin}", network.admin())
                        .replace("{contacts}", contacts.toString())
                        .replace("{data}", folder.resolve("data").toString()));
        subscriber = Phone.start(folder, PhoneLine.subscriber(NUMBER, trunk, door, road.outside()));
        desk = Phone.start(folder, PhoneLine.extension("201", road.inside(network, "phone"), pbx, road.inside()));
        secondDesk =
                Phone.start(folder, PhoneLine.extension("202", road.inside(network, "phone2"), pbx, road.inside()));
    }

    /** What the subscriber dials to reach an extension. */
    String fromOutside(String extension) {
        return "sip:" + extension + "@" + Network.text(door);
    }

    /** What a phone in the office dials. */
    String fromInside(String number) {
        return "sip:" + number + "@" + Network.text(pbx);
    }

    @Override
    public void close() {
        secondDesk.close();
        desk.close();
        subscriber.close();
        proxy.close();
        kamailio.close();
        network.close();
    }
}
