package io.rubrica.proxy.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A message as it is on the wire, one character a byte, so that nothing is lost on the way to a comparison.
 *
 * @param headers each header's line with its folds, as it stands
 */
record RawMessage(String startLine, List<String> headers, String body) {
    private static final Map<String, String> LONG_FORMS =
            Map.of("v", "via", "f", "from", "t", "to", "i", "call-id", "m", "contact", "l", "content-length");
    /** What each leg has of its own (RFC 3261, 16.6 and 12.2, as a B2BUA does it); judged elsewhere. */
    private static final Set<String> OF_THE_LEG = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "max-forwards",
            "route",
            "record-route",
            "rack",
            "proxy-require",
            "path",
            "service-route");

    static RawMessage of(byte[] bytes) {
        // Empty lines before a message are none of it (RFC 3261, 7.5).
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("^(\r\n)+", "");
        int blank = text.indexOf("\r\n\r\n");
        if (blank < 0) throw new AssertionError("a message without an end of its headers:\n" + text);
        List<String> lines = List.of(text.substring(0, blank).split("\r\n(?![ \t])", -1));
        return new RawMessage(lines.get(0), List.copyOf(lines.subList(1, lines.size())), text.substring(blank + 4));
    }

    /** The lines of all headers that must cross as they are, in their order. */
    List<String> crossing() {
        return headers.stream()
                .filter(line -> !OF_THE_LEG.contains(name(line)) && !name(line).equals("content-length"))
                .toList();
    }

    /** The start line and the headers of the leg: where nothing of the other leg may stand. */
    String owned() {
        List<String> crossing = crossing();
        return startLine + "\n"
                + headers.stream().filter(line -> !crossing.contains(line)).collect(Collectors.joining("\n"));
    }

    /** The one value of a header. */
    String value(String name) {
        List<String> values = values(name);
        if (values.size() != 1) throw new AssertionError(values.size() + " " + name + " in " + this);
        return values.get(0);
    }

    int status() {
        return startLine.startsWith("SIP/2.0 ") ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    /** The values of a header, without the white space around them. */
    List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (String line : headers)
            if (name(line).equals(name))
                values.add(line.substring(line.indexOf(':') + 1).strip());
        return values;
    }

    /** A header's name in small letters and its long form; empty for a line that has none. */
    static String name(String line) {
        String said = line.substring(0, Math.max(0, line.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
        return LONG_FORMS.getOrDefault(said, said);
    }
}
