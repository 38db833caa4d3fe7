package io.rubrica.siptests.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a message file, with placeholders in it. */
record TemplateLine(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\.\\.\\.|[a-z0-9][a-z0-9-]*)}");
    private static final String ANYTHING = "...";
    private static final String LENGTH = "length";

    /** Whether the line says "and other headers, wherever they stand". */
    boolean allowsOthers() {
        return text.equals(ANYTHING);
    }

    /** The line as it is sent, but for {@code {length}}, which is known only when all else is filled. */
    String filled(Bindings bindings) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            if (name.equals(ANYTHING)) throw new IllegalArgumentException("{...} cannot be sent: " + text);
            if (name.equals(LENGTH)) return Matcher.quoteReplacement(found.group());
            return Matcher.quoteReplacement(constant(name, bindings.valueOrFresh(name)));
        });
    }

    /** Whether a line that arrived is this one; placeholders that were not bound are bound by it. */
    boolean matches(String arrived, Bindings bindings, int bodyLength) {
        Map<String, Integer> unbound = new LinkedHashMap<>();
        Matcher line = pattern(bindings, bodyLength, unbound).matcher(arrived);
        if (!line.matches()) return false;
        unbound.forEach((name, group) -> bindings.bind(name, line.group(group)));
        return true;
    }

    private Pattern pattern(Bindings bindings, int bodyLength, Map<String, Integer> unbound) {
        StringBuilder regex = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            regex.append(Pattern.quote(text.substring(from, placeholder.start())));
            regex.append(meaning(placeholder.group(1), bindings, bodyLength, unbound));
            from = placeholder.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(text.substring(from))).toString());
    }

    private static String meaning(String name, Bindings bindings, int bodyLength, Map<String, Integer> unbound) {
        if (name.equals(ANYTHING)) return ".*";
        if (name.equals(LENGTH)) return Integer.toString(bodyLength);
        Integer earlier = unbound.get(name);
        if (earlier != null) return "\\" + earlier;
        return bindings.value(name)
                .map(value -> Pattern.quote(constant(name, value)))
                .orElseGet(() -> {
                    if (!constant(name, name).equals(name)) return Pattern.quote(constant(name, name));
                    unbound.put(name, unbound.size() + 1);
                    return "([^\\s;,<>\"]+)";
                });
    }

    /** {@code 0x00} stands for that byte and {@code 500-x} for so many of that letter; every other name for its value. */
    private static String constant(String name, String value) {
        if (name.matches("0x[0-9a-f]{2}")) return String.valueOf((char) Integer.parseInt(name.substring(2), 16));
        int dash = name.indexOf('-');
        if (name.matches("[0-9]{1,5}-[a-z]"))
            return name.substring(dash + 1).repeat(Integer.parseInt(name, 0, dash, 10));
        return value;
    }

    static String withLength(String text, int bodyLength) {
        return text.replace("{" + LENGTH + "}", Integer.toString(bodyLength));
    }
}
