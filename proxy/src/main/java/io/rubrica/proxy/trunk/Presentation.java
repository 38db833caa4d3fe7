package io.rubrica.proxy.trunk;

/**
 * How a trunk wants to read the parties of calls out.
 *
 * @param domain the host in callers' URIs, and then the Request-URI's in To; empty: hosts stay
 */
public record Presentation(NumberSettings numbers, String domain) {
    static final Presentation AS_IT_IS = new Presentation(NumberSettings.AS_THEY_ARE, "");

    /** Whether everything stays. */
    public boolean isPlain() {
        return equals(AS_IT_IS);
    }
}
