package io.rubrica.siptests.wire;

import io.netty.util.NetUtil;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loopback network of its own for one proxy and those who talk to it, all on port 5060. It is claimed by opening the
 * trunk's socket, so that tests which run at the same time never share one.
 */
public final class Network implements AutoCloseable {
    private static final int PORT = 5060;
    private static final int FIRST_PORT_ON_IPV6 = 20_000;
    private static final Map<String, Integer> HOSTS = Map.of(
            "trunk",
            1,
            "proxy",
            2,
            "pbx",
            3,
            "trunk2",
            4,
            "pbx2",
            5,
            "phone",
            6,
            "phone2",
            7,
            "proxy-inside",
            8,
            "stranger",
            9);
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 16));

    private final int third;
    private final Party trunk;

    private Network(int third, Party trunk) {
        this.third = third;
        this.trunk = trunk;
    }

    public static Network claim() {
        UncheckedIOException last = new UncheckedIOException(new java.io.IOException("no network was tried"));
        for (int tried = 0; tried < 254; tried++) {
            int third = 1 + Math.floorMod(NEXT.getAndIncrement(), 254);
            try {
                return new Network(third, new DatagramParty("trunk", address(third, "trunk")));
            } catch (UncheckedIOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    /** The party that came with the network. */
    public Party trunk() {
        return trunk;
    }

    /** Leaves the trunk's place to another program. */
    public void vacateTrunk() {
        trunk.close();
    }

    /** Opens another party's socket, for UDP. */
    public Party join(String name) {
        return new DatagramParty(name, address(name));
    }

    /**
     * Opens a party's socket for what is spoken on its side.
     *
     * @param certificate how it proves who it is, over TLS
     */
    public Party join(String name, Side side, @Nullable Certificate certificate) {
        InetSocketAddress place = side.place(this, name);
        if (!side.isStream()) return new DatagramParty(name, place);
        return new StreamParty(name, place, side, certificate);
    }

    /**
     * Where somebody of that name is.
     *
     * @throws IllegalArgumentException for a name that has no place here
     */
    public InetSocketAddress address(String name) {
        return address(third, name);
    }

    /** The same place on IPv6, where all share {@code ::1} and each has a port of its own, and the next one for TLS. */
    public InetSocketAddress six(String name) {
        return new InetSocketAddress(
                NetUtil.createInetAddressFromIpAddressString("::1"), FIRST_PORT_ON_IPV6 + third * 32 + 2 * host(name));
    }

    /** The proxy's admin listener. */
    public String admin() {
        return "127.22." + third + ".2:9060";
    }

    public static boolean knows(String name) {
        return HOSTS.containsKey(name);
    }

    /** The address alone: {@code 127.22.1.2} or {@code ::1}. */
    public static String host(InetSocketAddress address) {
        return NetUtil.toAddressString(address.getAddress());
    }

    /** As written in SIP: {@code 127.22.1.2:5060} or {@code [::1]:20034}. */
    public static String text(InetSocketAddress address) {
        boolean six = address.getAddress() instanceof Inet6Address;
        return (six ? "[" + host(address) + "]" : host(address)) + ":" + address.getPort();
    }

    private static InetSocketAddress address(int third, String name) {
        return new InetSocketAddress("127.22." + third + "." + host(name), PORT);
    }

    private static int host(String name) {
        Integer host = HOSTS.get(name);
        if (host == null)
            throw new IllegalArgumentException("nobody is called " + name + "; there are " + HOSTS.keySet());
        return host;
    }

    @Override
    public void close() {
        trunk.close();
    }
}
