package io.rubrica.proxy.enrich;

/** A name fit to be shown on a phone: clean, short and never blank. */
public record CallerName(String text) {
    public CallerName {
        if (text.isBlank()) throw new IllegalArgumentException("a caller name cannot be blank");
    }
}
