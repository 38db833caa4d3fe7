package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A message as a test reads it, and answers it. Lines end in plain line feeds. */
record Sip(String text) {
    static Sip of(byte[] bytes) {
        return new Sip(new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    /** A message put together; Content-Length is added. */
    static Sip message(String startLine, String headers, String body) {
        return new Sip(startLine + "\n" + headers + "Content-Length: " + Wire.bytes(body).length + "\n\n" + body);
    }

    String startLine() {
        return text.substring(0, text.indexOf('\n'));
    }

    String method() {
        return startLine().substring(0, startLine().indexOf(' '));
    }

    int status() {
        if (!startLine().startsWith("SIP/2.0 ")) throw new AssertionError("no response: " + startLine());
        return Integer.parseInt(startLine().substring(8, 11));
    }

    String uri() {
        return startLine().split(" ")[1];
    }

    String body() {
        return text.substring(text.indexOf("\n\n") + 2);
    }

    private List<String> lines() {
        return text.substring(0, text.indexOf("\n\n") + 1).lines().skip(1).toList();
    }

    List<String> headers(String name) {
        String begin = name.toLowerCase(java.util.Locale.ROOT) + ":";
        return lines().stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(begin))
                .map(line -> line.substring(begin.length()).strip())
                .toList();
    }

    boolean has(String name) {
        return !headers(name).isEmpty();
    }

    String header(String name) {
        List<String> all = headers(name);
        if (all.size() != 1) throw new AssertionError(all.size() + " " + name + " in\n" + text);
        return all.get(0);
    }

    /** The URI between the angle brackets of a header. */
    String uriIn(String name) {
        return header(name).replaceAll("(?s)^[^<]*<([^>]*)>.*$", "$1");
    }

    String tag(String name) {
        return header(name).contains(";tag=") ? header(name).replaceAll("^.*;tag=([^;]*).*$", "$1") : "";
    }

    long cseq() {
        return Long.parseLong(header("CSeq").split(" ")[0]);
    }

    /** Everything but what a leg owns, headers and body, in its order. */
    String crossing() {
        return text.substring(text.indexOf('\n') + 1)
                .replaceAll("(?m)^(Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Record-Route|Route|RAck): .*\n", "");
    }

    /** This message with other words in it. */
    Sip with(String regex, String becomes) {
        String changed = text.replaceAll(regex, becomes);
        if (changed.equals(text)) throw new AssertionError("nothing like " + regex + " in\n" + text);
        return new Sip(changed);
    }

    /** An answer to this request, made by whoever got it. */
    Sip answer(String status, String toTag, String further, String body) {
        StringBuilder headers = new StringBuilder();
        for (String via : headers("Via")) headers.append("Via: ").append(via).append('\n');
        for (String route : headers("Record-Route"))
            headers.append("Record-Route: ").append(route).append('\n');
        headers.append("From: ").append(header("From")).append('\n');
        boolean tagged = !tag("To").isEmpty() || toTag.isEmpty();
        headers.append("To: ")
                .append(header("To"))
                .append(tagged ? "" : ";tag=" + toTag)
                .append('\n');
        headers.append("Call-ID: ").append(header("Call-ID")).append('\n');
        headers.append("CSeq: ").append(header("CSeq")).append('\n');
        return message("SIP/2.0 " + status, headers + further, body);
    }

    Sip answer(String status, String toTag) {
        return answer(status, toTag, "", "");
    }
}
