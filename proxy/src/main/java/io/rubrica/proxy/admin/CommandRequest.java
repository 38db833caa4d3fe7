package io.rubrica.proxy.admin;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One question to the running proxy, one line on the socket: a verb, then names and values.
 *
 * @param verb such as {@code lookup}
 * @param fields what the verb needs; values may hold anything
 */
public record CommandRequest(String verb, Map<String, String> fields) {
    static final int LONGEST_LINE = 16 * 1024;

    public CommandRequest {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A field's value, or empty when it was not given. */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    String line() {
        StringBuilder line = new StringBuilder(verb);
        fields.forEach((name, value) ->
                line.append(' ').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return line.toString();
    }

    /** @throws IllegalArgumentException when the line is no request */
    static CommandRequest parse(String line) {
        String[] words = line.split(" ");
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) throw new IllegalArgumentException("a field is written name=value");
            fields.put(
                    words[i].substring(0, equals),
                    URLDecoder.decode(words[i].substring(equals + 1), StandardCharsets.UTF_8));
        }
        return new CommandRequest(words[0], fields);
    }
}
