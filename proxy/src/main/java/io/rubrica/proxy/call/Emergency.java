package io.rubrica.proxy.call;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which calls are emergency calls: nothing is done to those but carrying them. */
final class Emergency {
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> urns = new HashSet<>();

    Emergency(List<String> settings) {
        for (String one : settings) {
            if (one.toLowerCase(Locale.ROOT).startsWith("urn:")) urns.add(one.toLowerCase(Locale.ROOT));
            else numbers.add(one);
        }
    }

    /** Whether the called user part is one of the numbers. */
    boolean isNumber(String called) {
        return numbers.contains(called);
    }

    /** Whether a Request-URI is one of the URNs, or a sub-service of one (RFC 5031). */
    boolean isUrn(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT);
        return urns.stream().anyMatch(urn -> lower.equals(urn) || lower.startsWith(urn + "."));
    }
}
