package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Sip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message file: what is to be sent, or what must arrive.
 *
 * @param name the file's name, for the diff
 * @param head the start line and the headers
 * @param body the lines of the body; empty when there is none
 */
record MessageTemplate(String name, List<TemplateLine> head, List<TemplateLine> body) {
    private static final String END = "\r\n";

    /** @param text the file, one character a byte */
    static MessageTemplate read(String name, String text) {
        int blank = text.indexOf("\n\n");
        String head = blank < 0 ? text.stripTrailing() : text.substring(0, blank);
        String body = blank < 0 ? "" : text.substring(blank + 2);
        return new MessageTemplate(name, lines(head, "\n"), body.isEmpty() ? List.of() : lines(body, "\n"));
    }

    /** The first line's method or status code. */
    String label() {
        return Sip.label(head.get(0).text());
    }

    boolean isEmpty() {
        return head.get(0).text().isEmpty();
    }

    byte[] filled(Bindings bindings) {
        String body = String.join(END, filled(this.body, bindings));
        String head = String.join(END, filled(this.head, bindings));
        return Sip.bytes(TemplateLine.withLength(head, body.length()) + END + END + body);
    }

    /** How a message that arrived differs, as a diff; nothing when it is the one, and its placeholders are bound. */
    Optional<String> difference(byte[] arrived, Bindings bindings) {
        Arrived message = Arrived.of(Sip.text(arrived));
        Bindings attempt = bindings.copy();
        boolean same = headMatches(message, attempt) && inOrder(body, message.body(), attempt, message.bodyLength());
        if (same) {
            bindings.bindAll(attempt);
            return Optional.empty();
        }
        return Optional.of(new ReadableDiff(this, bindings).against(message));
    }

    private boolean headMatches(Arrived message, Bindings bindings) {
        int length = message.bodyLength();
        if (head.stream().noneMatch(TemplateLine::allowsOthers)) return inOrder(head, message.head(), bindings, length);
        List<String> left = new ArrayList<>(message.head());
        if (!head.get(0).matches(left.remove(0), bindings, length)) return false;
        return head.stream().skip(1).filter(line -> !line.allowsOthers()).allMatch(line -> {
            Optional<String> found = left.stream()
                    .filter(arrived -> line.matches(arrived, bindings, length))
                    .findFirst();
            found.ifPresent(left::remove);
            return found.isPresent();
        });
    }

    private static boolean inOrder(List<TemplateLine> wanted, List<String> arrived, Bindings bindings, int length) {
        if (wanted.size() != arrived.size()) return false;
        for (int i = 0; i < wanted.size(); i++)
            if (!wanted.get(i).matches(arrived.get(i), bindings, length)) return false;
        return true;
    }

    private static List<String> filled(List<TemplateLine> lines, Bindings bindings) {
        return lines.stream().map(line -> line.filled(bindings)).toList();
    }

    private static List<TemplateLine> lines(String text, String end) {
        return Stream.of(text.split(end, -1)).map(TemplateLine::new).toList();
    }

    /** A message that arrived, taken apart into lines. */
    record Arrived(List<String> head, List<String> body, int bodyLength) {
        static Arrived of(String text) {
            int blank = text.indexOf(END + END);
            if (blank < 0) return new Arrived(List.of(text.split(END, -1)), List.of(), 0);
            String body = text.substring(blank + 4);
            return new Arrived(
                    List.of(text.substring(0, blank).split(END, -1)),
                    body.isEmpty() ? List.of() : List.of(body.split(END, -1)),
                    body.length());
        }
    }
}
