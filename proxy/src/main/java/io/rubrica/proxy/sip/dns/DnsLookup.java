package io.rubrica.proxy.sip.dns;

import java.util.function.Consumer;

/** Asks the DNS one question at a time, and never waits. */
public interface DnsLookup {
    /** What is asked for. */
    enum Type {
        /** Which transports a domain wants to be reached by (RFC 3263, 4.1). */
        NAPTR,
        /** Which servers a domain has (RFC 2782). */
        SRV,
        A,
        AAAA
    }

    /**
     * Asks.
     *
     * @param name a full domain name, without a dot at its end
     * @param answered told once, on any thread
     */
    void ask(String name, Type type, Consumer<DnsAnswer> answered);
}
