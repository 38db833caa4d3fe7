package io.rubrica.siptests.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages as text, one character a byte, so that nothing is lost between the wire and a file. */
public final class Sip {
    private static final Pattern CALL_ID = Pattern.compile("(?im)^(?:call-id|i)[ \t]*:[ \t]*(\\S+)");

    private Sip() {}

    public static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What people read: the same bytes as UTF-8. */
    public static String readable(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }

    /** The same text as it stands in a source file, turned into one character a byte. */
    public static String wire(String readable) {
        return new String(readable.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    public static Optional<String> callId(String text) {
        Matcher found = CALL_ID.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** The status code of a response or the method of a request; empty when it is neither. */
    public static String label(String text) {
        String[] words = text.split("[ \r\n]", 3);
        if (words.length < 2) return "";
        return words[0].startsWith("SIP/") ? words[1] : words[0];
    }

    /** The first line of that header, without its name; empty when there is none. */
    public static String header(String text, String name) {
        for (String line : text.split("\r\n")) {
            if (line.isEmpty()) break;
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                return line.substring(name.length() + 1).strip();
        }
        return "";
    }
}
