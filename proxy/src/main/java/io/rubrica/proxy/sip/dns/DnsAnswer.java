package io.rubrica.proxy.sip.dns;

import java.util.List;

/**
 * What the DNS said.
 *
 * @param seconds how long it holds, as the DNS says; 0 for a failure
 * @param records in the order in which they came; empty unless something was found
 */
public record DnsAnswer(Kind kind, long seconds, List<DnsRecord> records) {
    /** What became of a question. */
    public enum Kind {
        FOUND,
        /** The name does not exist, or has nothing of that type. */
        NOTHING,
        /** Nobody answered, or the server could not. */
        FAILED
    }

    public DnsAnswer {
        records = List.copyOf(records);
    }

    /** Something is there. */
    public static DnsAnswer found(long seconds, List<DnsRecord> records) {
        return new DnsAnswer(Kind.FOUND, seconds, records);
    }

    /** Nothing is there. */
    public static DnsAnswer nothing(long seconds) {
        return new DnsAnswer(Kind.NOTHING, seconds, List.of());
    }

    /** Nobody knows. */
    public static DnsAnswer failed() {
        return new DnsAnswer(Kind.FAILED, 0, List.of());
    }
}
