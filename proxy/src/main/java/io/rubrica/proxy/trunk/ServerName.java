package io.rubrica.proxy.trunk;

import io.netty.util.NetUtil;
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
        if (port == 0 || port > 65_535)
            throw new IllegalArgumentException("not a port (1 to 65535) at the end of " + text);
        return new ServerName(matcher.group(1), port);
    }

    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
