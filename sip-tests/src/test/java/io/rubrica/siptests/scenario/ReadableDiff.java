package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Sip;
import java.util.ArrayList;
import java.util.List;

/** Shows how a message that arrived differs from the one that was expected, in the words of the file. */
final class ReadableDiff {
    private final MessageTemplate wanted;
    private final Bindings bindings;

    ReadableDiff(MessageTemplate wanted, Bindings bindings) {
        this.wanted = wanted;
        this.bindings = bindings;
    }

    /** Unified: what the file says and did not come with a minus, what came instead with a plus. */
    String against(MessageTemplate.Arrived arrived) {
        StringBuilder out = new StringBuilder("--- " + wanted.name() + "\n+++ what arrived\n");
        boolean others = wanted.head().stream().anyMatch(TemplateLine::allowsOthers);
        compare(wanted.head(), arrived.head(), arrived.bodyLength(), others, out);
        out.append(" \n");
        compare(wanted.body(), arrived.body(), arrived.bodyLength(), false, out);
        return Sip.readable(out.toString());
    }

    /** A whole message in the words of a file, for those who are writing one. */
    static String asFile(String message, Bindings bindings) {
        return Sip.readable(bindings.named(message.replace("\r\n", "\n")));
    }

    private void compare(
            List<TemplateLine> wanted, List<String> arrived, int bodyLength, boolean others, StringBuilder out) {
        int[][] common = new int[wanted.size() + 1][arrived.size() + 1];
        for (int w = wanted.size() - 1; w >= 0; w--)
            for (int a = arrived.size() - 1; a >= 0; a--)
                common[w][a] = same(wanted.get(w), arrived.get(a), bodyLength)
                        ? common[w + 1][a + 1] + 1
                        : Math.max(common[w + 1][a], common[w][a + 1]);
        int w = 0;
        int a = 0;
        List<String> plus = new ArrayList<>();
        while (w < wanted.size() || a < arrived.size()) {
            boolean both = w < wanted.size() && a < arrived.size();
            if (both && same(wanted.get(w), arrived.get(a), bodyLength)) {
                flush(plus, others, out);
                out.append(' ').append(wanted.get(w++).text()).append('\n');
                a++;
            } else if (a == arrived.size() || (both && common[w + 1][a] >= common[w][a + 1])) {
                TemplateLine line = wanted.get(w++);
                if (!line.allowsOthers()) out.append('-').append(line.text()).append('\n');
            } else {
                plus.add(bindings.named(arrived.get(a++)));
            }
        }
        flush(plus, others, out);
    }

    private static void flush(List<String> plus, boolean others, StringBuilder out) {
        plus.forEach(line -> out.append(others ? "? " : "+").append(line).append('\n'));
        plus.clear();
    }

    private boolean same(TemplateLine line, String arrived, int bodyLength) {
        return line.matches(arrived, bindings.copy(), bodyLength);
    }
}
