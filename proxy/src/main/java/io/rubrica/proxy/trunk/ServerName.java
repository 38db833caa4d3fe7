package io.rubrica.proxy.trunk;

import io.netty.util.NetUtil;
import io.rubrica.proxy.transport.HostPort;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that is looked up when it is needed (RFC 3263), as in {@code sip.carrier.example} or {@code 192.0.2.1:5060}.
 *
 * @param host a name or an address literal, IPv6 in brackets
 * @param port the port, or -1: what the DNS says, or the transport's own
 */
public record ServerName(String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

    /**
     * Reads {@code HOST} or {@code HOST:PORT}; nothing is looked up.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static ServerName parse(String text) {
        if (NetUtil.isValidIpV6Address(text) && !text.startsWith("[")) return new ServerName("[" + text + "]", -1);
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches())
            throw new IllegalArgumentException("a host, or HOST:PORT, is expected, not \"" + text + "\"");
        String digits = matcher.group(2);
        int port = digits == null ? -1 : Integer.parseInt(digits);
        // Top-level domains begin with a letter (RFC 1123, 2.1), so this was meant to be an address.
        String host = matcher.group(1);
        boolean name = !host.startsWith("[") && Character.isLetter(host.charAt(host.lastIndexOf('.') + 1));
        if (!name && !new ServerName(host, -1).isLiteral())
            throw new IllegalArgumentException("neither a host name nor an IP address: " + host);
        if (port == 0 || port > 65_535)
            throw new IllegalArgumentException("not a port (1 to 65535) at the end of " + text);
        return new ServerName(matcher.group(1), port);
    }

    /** Whether it is an address literal, so that nothing need be looked up. */
    public boolean isLiteral() {
        return NetUtil.createByteArrayFromIpAddressString(bare()) != null;
    }

    /** Where a literal is; the port is 5060 where none is written. */
    public InetSocketAddress socket() {
        return HostPort.parse(toString()).socket();
    }

    private String bare() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
