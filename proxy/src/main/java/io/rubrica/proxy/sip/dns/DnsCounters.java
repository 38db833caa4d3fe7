package io.rubrica.proxy.sip.dns;

import java.util.concurrent.atomic.LongAdder;

/** What looking up names comes to. */
public final class DnsCounters {
    /** Hosts that were looked up, each with all the questions it takes. */
    public final LongAdder lookups = new LongAdder();
    /** Those of them that the DNS did not answer; what was known before goes on being used. */
    public final LongAdder failures = new LongAdder();
    /** Hosts that were not looked up, for they are no names or too many were under way. */
    public final LongAdder refused = new LongAdder();
}
