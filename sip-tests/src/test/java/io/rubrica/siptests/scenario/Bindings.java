package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Network;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the placeholders of one scenario stand for; each is bound where it is first met and stays so. */
final class Bindings {
    private final Map<String, String> values = new LinkedHashMap<>();

    private Bindings() {}

    /** Bound so far: {@code {trunk}} is an address with its port, {@code {trunk-ip}} without; so for all parties. */
    static Bindings of(Map<String, InetSocketAddress> places) {
        Bindings bindings = new Bindings();
        places.forEach((party, place) -> {
            bindings.bind(party, Network.text(place));
            bindings.bind(party + "-ip", Network.host(place));
        });
        return bindings;
    }

    Bindings copy() {
        Bindings copy = new Bindings();
        copy.values.putAll(values);
        return copy;
    }

    void bind(String name, String value) {
        values.put(name, value);
    }

    void bindAll(Bindings others) {
        values.putAll(others.values);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Of the placeholder's own making when nothing has bound it: a tag, a branch or a Call-ID that nobody else has. */
    String valueOrFresh(String name) {
        return values.computeIfAbsent(
                name, unbound -> UUID.randomUUID().toString().substring(0, 13).replace("-", ""));
    }

    /** A text where every placeholder that is bound has become its value; other braces stay. */
    String filledIn(String text) {
        String filled = text;
        for (Map.Entry<String, String> entry : values.entrySet())
            filled = filled.replace("{" + entry.getKey() + "}", entry.getValue());
        return filled;
    }

    /** A text with the placeholders put back in the place of their values, so that people can read it. */
    String named(String text) {
        List<Map.Entry<String, String>> longestFirst = values.entrySet().stream()
                // The name of a transport stands in too many places.
                .filter(entry -> entry.getValue().length() > 3)
                .sorted(Comparator.comparing(entry -> -entry.getValue().length()))
                .toList();
        String named = text;
        for (Map.Entry<String, String> entry : longestFirst)
            named = named.replace(entry.getValue(), "{" + entry.getKey() + "}");
        return named;
    }
}
