package io.rubrica.proxy.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A SIP message as plain text: enough for two agents that meet nobody but a proxy on loopback.
 *
 * @param start the request line or status line
 * @param headers whole header lines, in their order
 * @param body the session description, or empty
 */
record DemoMessage(String start, List<String> headers, String body) {
    DemoMessage {
        headers = List.copyOf(headers);
    }

    /** Reads a datagram; what is no SIP message becomes one without headers. */
    static DemoMessage parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        List<String> lines = new ArrayList<>(List.of(head.split("\r\n")));
        return new DemoMessage(lines.remove(0), lines, end < 0 ? "" : text.substring(end + 4));
    }

    /** A response's status, or 0: it is a request. */
    int status() {
        return start.matches("SIP/2\\.0 [1-6]\\d\\d .*") ? Integer.parseInt(start.substring(8, 11)) : 0;
    }

    /** A request's method; a response's status line begins otherwise. */
    String method() {
        return start.split(" ", 2)[0];
    }

    /** The first header of a name, without the name; empty when there is none. */
    String header(String name) {
        return headers.stream()
                .filter(line -> isNamed(line, name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** All header lines of a name, as they stand. */
    List<String> lines(String name) {
        return headers.stream().filter(line -> isNamed(line, name)).toList();
    }

    /** The URI between the angle brackets of the Contact header. */
    String contactUri() {
        String contact = header("Contact");
        int open = contact.indexOf('<');
        int close = contact.indexOf('>');
        return open >= 0 && close > open ? contact.substring(open + 1, close) : contact;
    }

    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(start).append("\r\n");
        headers.forEach(line -> text.append(line).append("\r\n"));
        if (content.length > 0) text.append("Content-Type: application/sdp\r\n");
        text.append("Content-Length: ")
                .append(content.length)
                .append("\r\n\r\n")
                .append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A response to this request, with a tag of the answering side where it makes the dialog. */
    DemoMessage answer(String statusLine, String tag, List<String> more, String description) {
        List<String> lines = new ArrayList<>(lines("Via"));
        lines.addAll(lines("Record-Route"));
        lines.addAll(lines("From"));
        String to = "To: " + header("To");
        lines.add(tag.isEmpty() || to.contains(";tag=") ? to : to + ";tag=" + tag);
        lines.addAll(lines("Call-ID"));
        lines.addAll(lines("CSeq"));
        lines.addAll(more);
        return new DemoMessage("SIP/2.0 " + statusLine, lines, description);
    }

    private static boolean isNamed(String line, String name) {
        int colon = line.indexOf(':');
        if (colon < 0) return false;
        String written = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        return written.equals(name.toLowerCase(Locale.ROOT)) || written.equals(compact(name));
    }

    private static String compact(String name) {
        return switch (name) {
            case "Via" -> "v";
            case "From" -> "f";
            case "To" -> "t";
            case "Call-ID" -> "i";
            case "Contact" -> "m";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }
}
