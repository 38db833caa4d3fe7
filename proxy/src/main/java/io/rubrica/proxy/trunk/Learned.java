package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Hop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a registration tells about its trunk.
 *
 * @param ways to the carrier's servers, the one that took the registration first
 * @param routes whole Route lines for calls out: the carrier's Service-Route (RFC 3608)
 */
public record Learned(List<Hop> ways, byte[] routes) {
    static final Learned NOTHING = new Learned(List.of(), new byte[0]);

    public Learned {
        ways = List.copyOf(ways);
    }

    /** Whether a message from there may be the carrier's. */
    boolean covers(InetSocketAddress source) {
        InetAddress host = source.getAddress();
        for (int i = 0; i < ways.size(); i++)
            if (ways.get(i).address().getAddress().equals(host)) return true;
        return false;
    }
}
