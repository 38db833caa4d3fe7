package io.rubrica.proxy.enrich;

/** A name fit to be shown on a phone: clean, short and never blank. */
public record CallerName(String text) {
    public CallerName {
        if (text.isBlank()) throw new IllegalArgumentException("a caller name cannot be blank");
    }

    /** The quoted-string of RFC 3261, 25.1, as raw UTF-8. */
    public byte[] quoted() {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return ("\"" + escaped + "\"").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
