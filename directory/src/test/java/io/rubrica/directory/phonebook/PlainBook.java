package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.CallingCodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The phonebook's rules over a plain map, slow and plain to see: what the true one is held against. */
final class PlainBook {
    final Map<String, Contact> contacts = new LinkedHashMap<>();
    final Map<String, Integer> precedence;

    PlainBook(Map<String, Integer> precedence) {
        this.precedence = precedence;
    }

    static String key(Contact contact) {
        return contact.source() + "/" + contact.externalId();
    }

    void put(Contact contact) {
        contacts.put(key(contact), contact);
    }

    void load(String source, Collection<Contact> loaded) {
        Set<String> kept = new HashSet<>();
        for (Contact contact : loaded) {
            put(contact);
            kept.add(key(contact));
        }
        contacts.entrySet()
                .removeIf(entry -> entry.getValue().source().equals(source) && !kept.contains(entry.getKey()));
    }

    /** {@code nobody}, {@code ambiguous} and the rule, or the name and the rule. */
    String find(String number, String owner, Matching matching) {
        if (matching.mode() == Matching.Mode.NONE) return "nobody";
        record Hit(Contact contact, int tail) {}
        List<Hit> hits = new ArrayList<>();
        for (Contact contact : contacts.values()) {
            if (contact.isPersonal() && !contact.owner().equals(owner)) continue;
            for (TypedNumber typed : contact.numbers()) {
                int tail = tail(number, typed.number().toString(), matching);
                if (tail > 0) hits.add(new Hit(contact, tail));
            }
        }
        hits.sort(Comparator.comparingInt((Hit hit) -> -hit.tail)
                .thenComparing(hit -> !hit.contact.isPersonal())
                .thenComparingInt(hit -> precedence.getOrDefault(hit.contact.source(), 0)));
        if (hits.isEmpty()) return "nobody";
        Hit best = hits.get(0);
        String rule = best.tail == 100
                ? number.replace("+", "").length() <= 5 ? "extension" : "exact"
                : matching.mode() == Matching.Mode.DIGITS ? "containment" : "last-digits";
        for (Hit hit : hits) {
            boolean equal = hit.tail == best.tail
                    && hit.contact.isPersonal() == best.contact.isPersonal()
                    && precedence
                            .getOrDefault(hit.contact.source(), 0)
                            .equals(precedence.getOrDefault(best.contact.source(), 0));
            if (equal && !hit.contact.firstName().equals(best.contact.firstName())) return "ambiguous " + rule;
        }
        return best.contact.firstName() + " " + rule;
    }

    private static int tail(String one, String other, Matching matching) {
        if (one.equals(other)) return 100;
        String a = one.replace("+", "");
        String b = other.replace("+", "");
        if (a.length() <= 5 || b.length() <= 5) return 0;
        int tail = switch (matching.mode()) {
            case NONE, EXACT -> 0;
            case COMPATIBLE -> common(a, b);
            case DIGITS -> Math.max(contained(one, other), contained(other, one));
        };
        return tail >= matching.digits() ? tail : 0;
    }

    private static int common(String a, String b) {
        int common = 0;
        while (common < Math.min(a.length(), b.length())
                && a.charAt(a.length() - 1 - common) == b.charAt(b.length() - 1 - common)) common++;
        return common;
    }

    private static int contained(String shorter, String longer) {
        if (shorter.startsWith("+")) return 0;
        String whole = longer.replace("+", "");
        if (whole.endsWith(shorter)) return shorter.length();
        String rest = shorter.substring(1);
        if (!shorter.startsWith("0") || rest.startsWith("0") || rest.length() < 6 || !whole.endsWith(rest)) return 0;
        String before = whole.substring(0, whole.length() - rest.length());
        if (before.isEmpty()) return longer.startsWith("+") ? 0 : rest.length();
        return before.length() <= 3 && !before.startsWith("0") && CallingCodes.dropsZero(Integer.parseInt(before))
                ? rest.length()
                : 0;
    }
}
