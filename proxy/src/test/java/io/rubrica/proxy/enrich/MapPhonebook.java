package io.rubrica.proxy.enrich;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.MatchRule;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.Phonebook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A phonebook in a map, that finds whole numbers only and can be told to fail. */
final class MapPhonebook implements Phonebook {
    static final Match AMBIGUOUS = new Match.Ambiguous(MatchRule.EXACT, List.of());

    private final Map<PhoneNumber, Match> companies = new HashMap<>();
    private final Map<String, Match> personal = new HashMap<>();

    /** How often somebody was looked up. */
    int lookups;

    /** What the last lookup asked for. */
    @Nullable
    Matching asked;

    @Nullable
    RuntimeException failure;

    MapPhonebook with(String international, Contact contact) {
        PhoneNumber number = PhoneNumber.international(international);
        Match match = new Match.Found(contact, number, MatchRule.EXACT, Instant.EPOCH, List.of());
        if (contact.isPersonal()) personal.put(contact.owner() + number, match);
        else companies.put(number, match);
        return this;
    }

    MapPhonebook with(String international, Match match) {
        companies.put(PhoneNumber.international(international), match);
        return this;
    }

    @Override
    public Match find(PhoneNumber number, String owner, Matching matching) {
        lookups++;
        asked = matching;
        if (failure != null) throw failure;
        Match match = personal.get(owner + number);
        if (match == null) match = companies.get(number);
        return match == null ? new Match.Nobody(List.of()) : match;
    }

    @Override
    public void forEach(Consumer<Contact> each) {
        throw new UnsupportedOperationException("calls never go through the whole book");
    }

    @Override
    public Size size() {
        throw new UnsupportedOperationException("calls never ask how large the book is");
    }
}
