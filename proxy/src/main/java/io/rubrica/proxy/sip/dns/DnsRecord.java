package io.rubrica.proxy.sip.dns;

import java.net.InetAddress;

/** One record of an answer. */
public sealed interface DnsRecord {
    /** A or AAAA. */
    record Address(InetAddress address) implements DnsRecord {}

    /**
     * SRV (RFC 2782).
     *
     * @param target the server's name, without a dot at its end; empty: the service is decidedly not there
     */
    record Server(int priority, int weight, int port, String target) implements DnsRecord {}

    /**
     * NAPTR that leads to SRV (RFC 3263, 4.1).
     *
     * @param service such as {@code SIP+D2U}
     * @param target the name that has the SRV records, without a dot at its end
     */
    record Pointer(int order, int preference, String service, String target) implements DnsRecord {}
}
