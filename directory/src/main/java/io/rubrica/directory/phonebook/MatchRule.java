package io.rubrica.directory.phonebook;

/** How a number was found; in order of trust. The words are those of metrics, events and answers. */
public enum MatchRule {
    /** The same full international number, or the same local-only number. */
    EXACT,
    /** The same internal extension. */
    EXTENSION,
    /** One number is wholly the tail of the other. */
    CONTAINMENT,
    /** The last N digits agree: the compatible mode. */
    LAST_DIGITS;

    /** The word in metrics, events and JSON. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
