package io.rubrica.proxy.transport;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** An address literal with a port, as in {@code 192.0.2.1:5060} or {@code [2001:db8::1]:5060}. */
public record HostPort(InetSocketAddress socket) {
    private static final int SIP_PORT = 5060;

    /**
     * Reads {@code ADDRESS} or {@code ADDRESS:PORT}; names are not looked up.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static HostPort parse(String text) {
        return parse(text, SIP_PORT);
    }

    /** The same, with the port that is meant where none is named. */
    public static HostPort parse(String text, int defaultPort) {
        String host = text;
        int port = defaultPort;
        int colon = text.lastIndexOf(':');
        boolean bareIpv6 = text.indexOf(':') != colon && !text.startsWith("[");
        if (colon > text.lastIndexOf(']') && colon >= 0 && !bareIpv6) {
            host = text.substring(0, colon);
            port = port(text.substring(colon + 1), text);
        }
        return new HostPort(new InetSocketAddress(address(host), port));
    }

    /** Reads an address literal, with or without brackets. */
    static InetAddress address(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        // An interface behind a percent sign would be ignored without a word.
        if (bytes == null || host.indexOf('%') >= 0) throw new IllegalArgumentException("not an IP address: " + host);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("not an IP address: " + host, impossible);
        }
    }

    /** Whether a socket that is bound to an address can send to another. */
    static boolean reaches(InetAddress bound, InetAddress address) {
        boolean both = bound instanceof Inet6Address && bound.isAnyLocalAddress();
        return both || bound instanceof Inet6Address == address instanceof Inet6Address;
    }

    private static int port(String digits, String text) {
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port > 0 && port < 65536) return port;
        throw new IllegalArgumentException("not a port (1 to 65535) at the end of " + text);
    }

    @Override
    public String toString() {
        return NetUtil.toSocketAddressString(socket);
    }
}
