package io.rubrica.proxy.trunk;

import java.util.Locale;

/** Why a trunk takes no further call. */
public enum Refusal {
    /** It has as many as it may have at once. */
    TOO_MANY_CALLS,
    /** As many as may begin in a second have begun. */
    TOO_FAST;

    /** The word in metrics and events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
