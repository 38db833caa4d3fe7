package io.rubrica.proxy.admin;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.proxy.enrich.CallerName;
import io.rubrica.proxy.enrich.Enrichment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the phonebook says of a number, and why, for people and for programs.
 *
 * @param asked the number as it was asked for
 * @param number the number as it was understood, or null: there is none in it
 * @param enrichment what a call would do with it
 * @param match what the phonebook said; null when it was not or could not be asked
 * @param now when it was asked, for ages
 */
record LookupAnswer(
        String asked,
        @Nullable PhoneNumber number,
        Enrichment enrichment,
        @Nullable Match match,
        Instant now) {

    boolean isFound() {
        return match instanceof Match.Found;
    }

    /** One line of five columns between tabs: number, name, rule (or why there is no name), source, age. */
    String line() {
        String shown = Visible.text(number == null ? asked : number.toString());
        if (match instanceof Match.Found found)
            return String.join(
                    "\t",
                    shown,
                    Visible.text(name().isEmpty() ? "-" : name()),
                    found.rule().word(),
                    Visible.text(found.contact().source()),
                    age(found.since()));
        return String.join("\t", shown, "-", reason(), "-", "-");
    }

    /** One line of JSON. */
    String json() {
        Json json = new Json().object().put("asked", asked).put("number", number == null ? null : number.toString());
        json.put("name", name().isEmpty() ? null : name()).put("reason", reason());
        if (match instanceof Match.Found found) {
            json.put("rule", found.rule().word()).put("source", found.contact().source());
            json.put("owner", found.contact().isPersonal() ? found.contact().owner() : null);
            json.put("matched", found.number().toString());
            json.put("since", found.since().toString()).put("age", seconds(found.since()));
        }
        json.list("refused");
        List<Match.Refused> refused = match == null ? List.of() : match.refused();
        for (Match.Refused each : refused) {
            json.object()
                    .put("name", plainName(each))
                    .put("number", each.number().toString())
                    .put("source", each.contact().source())
                    .put("reason", word(each.why()))
                    .end();
        }
        return json.end().end().toString();
    }

    private String name() {
        CallerName written = enrichment.written();
        return written == null ? "" : written.text();
    }

    private String reason() {
        return enrichment.reason().word();
    }

    private long seconds(Instant since) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }

    private String age(Instant since) {
        long seconds = seconds(since);
        if (seconds < 120) return seconds + "s";
        if (seconds < 2 * 3600) return seconds / 60 + "m";
        return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    private static String plainName(Match.Refused refused) {
        String person = (refused.contact().firstName() + " " + refused.contact().lastName()).strip();
        return person.isEmpty() ? refused.contact().company() : person;
    }

    private static String word(Enum<?> why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
