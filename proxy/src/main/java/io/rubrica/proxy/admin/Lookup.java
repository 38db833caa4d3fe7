package io.rubrica.proxy.admin;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.enrich.Enricher;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks a number up as a call would, by the same rules, and keeps the reasons. */
final class Lookup {
    private final Phonebook book;
    private final CallerIdSettings callerId;
    private final String country;
    private final InstantSource clock;
    private final Map<String, Enricher> byCountry = new ConcurrentHashMap<>();

    /** @param country whose rules read numbers when a question names no country; empty: none */
    Lookup(Phonebook book, CallerIdSettings callerId, String country, InstantSource clock) {
        this.book = book;
        this.callerId = callerId;
        this.country = country;
        this.clock = clock;
    }

    /**
     * Looks a number up.
     *
     * @param called the number or extension that is called, for its owner's personal contacts; empty: none
     * @param country whose rules read the number; empty: the general one
     * @throws IllegalArgumentException for a country that there is not
     */
    LookupAnswer look(String asked, String called, String country) {
        String rules = country.isEmpty() ? this.country : country;
        NumberPlan plan = NumberPlan.of(rules);
        Enricher enricher = byCountry.computeIfAbsent(rules, each -> new Enricher(book, plan, callerId));
        Caller caller = new Caller(asked, "", called, false);
        PhoneNumber number = plan.read(asked);
        Match match = number == null ? null : enricher.explain(caller);
        return new LookupAnswer(asked, number, enricher.enrich(caller), match, clock.instant());
    }
}
