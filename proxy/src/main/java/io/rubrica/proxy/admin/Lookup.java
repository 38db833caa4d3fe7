package io.rubrica.proxy.admin;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.enrich.CallerIdSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Looks a number up as a call would, and keeps the reasons. */
final class Lookup {
    private final Phonebook book;
    private final CallerIdSettings callerId;
    private final String country;
    private final Clock clock;

    /** @param country whose rules read numbers when a question names no country; empty: none */
    Lookup(Phonebook book, CallerIdSettings callerId, String country, Clock clock) {
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
        NumberPlan plan = plan(country.isEmpty() ? this.country : country);
        PhoneNumber number = plan.read(asked);
        if (number == null) return new LookupAnswer(asked, null, "", null, clock.instant());
        Match match = book.find(number, owner(called, plan), callerId.match());
        String name = match instanceof Match.Found found ? name(found.contact()) : "";
        return new LookupAnswer(asked, number, name, match, clock.instant());
    }

    static NumberPlan plan(String country) {
        return country.isEmpty() ? NumberPlan.worldwide() : NumberPlan.of(country);
    }

    private String owner(String called, NumberPlan plan) {
        if (called.isEmpty() || callerId.extensions().containsKey(called)) return called;
        PhoneNumber direct = plan.read(called);
        for (Map.Entry<String, List<String>> each : callerId.extensions().entrySet())
            for (String number : each.getValue())
                if (number.equals(called) || (direct != null && direct.equals(plan.read(number)))) return each.getKey();
        return called;
    }

    private static String name(Contact contact) {
        String person = (contact.firstName() + " " + contact.lastName()).strip();
        return person.isEmpty() ? contact.company() : person;
    }
}
