package io.rubrica.proxy.enrich;

import java.util.ArrayList;
import java.util.List;

/** Reads the template of a {@link NameFormat}. */
final class FormatReader {
    private static final String OPEN = "([<«“\"";
    private static final String CLOSE = ")]>»”\"";
    private static final int DEEPEST = 8;

    private final String template;

    FormatReader(String template) {
        this.template = template;
    }

    FormatPart.Sequence read() {
        return sequence(0, template.length(), 0);
    }

    private FormatPart.Sequence sequence(int from, int to, int depth) {
        List<FormatPart> parts = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = from;
        while (i < to) {
            char c = template.charAt(i);
            int close = depth < DEEPEST ? closing(i, to) : -1;
            FormatPart part = null;
            if (c == '{') {
                close = template.indexOf('}', i);
                if (close < 0 || close >= to) throw wrong("a { without its }");
                part = field(template.substring(i + 1, close));
            } else if (c == '}') {
                throw wrong("a } without its {");
            } else if (close > 0 && template.substring(i, close).indexOf('{') >= 0) {
                part = new FormatPart.Bracketed(c, sequence(i + 1, close, depth + 1), template.charAt(close));
            }
            if (part == null) {
                literal.append(c);
                i++;
            } else {
                parts.add(part);
                literals.add(literal.toString());
                literal.setLength(0);
                i = close + 1;
            }
        }
        if (parts.isEmpty()) return new FormatPart.Sequence(literal.toString(), List.of(), List.of(), "");
        return new FormatPart.Sequence(
                literals.get(0), parts, literals.subList(1, literals.size()), literal.toString());
    }

    /** Where the bracket that opens here is closed; -1 when none opens, or none closes: then it is literal. */
    private int closing(int from, int to) {
        int kind = OPEN.indexOf(template.charAt(from));
        if (kind < 0) return -1;
        char open = OPEN.charAt(kind);
        char close = CLOSE.charAt(kind);
        int depth = 1;
        for (int i = from + 1; i < to; i++) {
            char c = template.charAt(i);
            if (c == close && --depth == 0) return i;
            if (c == open && c != close) depth++;
        }
        return -1;
    }

    private FormatPart.Field field(String word) {
        return switch (word) {
            case "first" -> FormatPart.Field.FIRST;
            case "last" -> FormatPart.Field.LAST;
            case "company" -> FormatPart.Field.COMPANY;
            case "number" -> FormatPart.Field.NUMBER;
            default -> throw wrong("{" + word + "} is not one of {first}, {last}, {company} and {number}");
        };
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("in the name format \"" + template + "\": " + why);
    }
}
