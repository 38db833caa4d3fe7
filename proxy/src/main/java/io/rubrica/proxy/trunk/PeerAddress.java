package io.rubrica.proxy.trunk;

import io.netty.util.NetUtil;
import io.rubrica.proxy.transport.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer's messages come from: one address ({@code 192.0.2.1}), one address and port
 * ({@code 192.0.2.1:5060}), a network ({@code 192.0.2.0/24}), or all addresses of a name
 * ({@code sip.carrier.example}), which the DNS tells.
 *
 * @param name the name; null: what follows says it
 * @param prefix how many leading bits count; all of them for one address
 * @param port the only port, or 0: any
 */
public record PeerAddress(
        @Nullable ServerName name, @Nullable InetAddress address, int prefix, int port) {
    PeerAddress(InetAddress address, int prefix, int port) {
        this(null, address, prefix, port);
    }

    /**
     * Reads one of the four forms; nothing is looked up.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static PeerAddress parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            if (isName(text)) return new PeerAddress(ServerName.parse(text), null, 0, 0);
            InetSocketAddress socket = HostPort.parse(text).socket();
            boolean literal = NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
            int bits = socket.getAddress().getAddress().length * 8;
            return new PeerAddress(socket.getAddress(), bits, literal ? 0 : socket.getPort());
        }
        String network = text.substring(0, slash);
        if (!NetUtil.isValidIpV4Address(network) && !NetUtil.isValidIpV6Address(network))
            throw new IllegalArgumentException("a network is written ADDRESS/PREFIX, not " + text);
        InetAddress address = HostPort.parse(network).socket().getAddress();
        return new PeerAddress(address, prefix(text.substring(slash + 1), address.getAddress().length * 8), 0);
    }

    private static boolean isName(String text) {
        String last = text.substring(text.lastIndexOf('.') + 1);
        boolean begins = !last.isEmpty() && Character.isLetter(last.charAt(0));
        return begins && text.indexOf('[') < 0 && !NetUtil.isValidIpV6Address(text);
    }

    private static int prefix(String digits, int most) {
        try {
            int prefix = Integer.parseInt(digits);
            if (prefix >= 0 && prefix <= most) return prefix;
        } catch (NumberFormatException notANumber) {
            // falls through to the one message for both
        }
        throw new IllegalArgumentException("a network's prefix is 0 to " + most + ", not " + digits);
    }

    /** Whether a message from there comes from this peer. */
    public boolean covers(InetSocketAddress from) {
        return (port == 0 || port == from.getPort()) && coversHost(from);
    }

    /** The same whatever its port: who opens a connection does so from a port that is made up. */
    boolean coversHost(InetSocketAddress from) {
        if (address == null) return false;
        byte[] mine = address.getAddress();
        byte[] theirs = from.getAddress().getAddress();
        if (mine.length != theirs.length) return false;
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) if (mine[i] != theirs[i]) return false;
        int rest = prefix % 8;
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
    }
}
