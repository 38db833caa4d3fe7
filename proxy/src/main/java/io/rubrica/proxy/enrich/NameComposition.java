package io.rubrica.proxy.enrich;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.proxy.enrich.CallerIdSettings.TrunkName;
import io.rubrica.proxy.enrich.Enrichment.Labelled;
import io.rubrica.proxy.enrich.Enrichment.LeftAlone;
import io.rubrica.proxy.enrich.Enrichment.Reason;
import io.rubrica.proxy.enrich.Enrichment.Renamed;
import org.jspecify.annotations.Nullable;

/** Puts together what is shown: the called number's label, the phonebook's name, the trunk's name. */
final class NameComposition {
    private final TrunkName trunkName;
    private final int maxGraphemes;
    private final int maxBytes;
    private final TrunkNames trunkNames;

    NameComposition(CallerIdSettings rules, NumberPlan plan) {
        trunkName = rules.trunkName();
        maxGraphemes = rules.maxCharacters();
        maxBytes = rules.maxBytes();
        trunkNames = new TrunkNames(plan);
    }

    /**
     * For a caller whom the phonebook knows.
     *
     * @param label empty: none
     * @param ours the phonebook's; null: the contact has none
     */
    Enrichment named(Caller caller, String label, @Nullable CallerName ours, Match.Found because) {
        if (ours == null) return unnamed(caller, label, Reason.NAMELESS_CONTACT);
        CallerName theirs = trunkName == TrunkName.REPLACE ? null : telling(caller);
        if (theirs != null && trunkName == TrunkName.KEEP) return unnamed(caller, label, Reason.TRUNK_NAME_KEPT);
        CallerName shown = label.isEmpty() && theirs == null ? ours : clean(joined(label, both(ours, theirs)));
        return new Renamed(shown == null ? ours : shown, because);
    }

    /** For a caller who gets no name from the phonebook: all stays as it came, but for the label before it. */
    Enrichment unnamed(Caller caller, String label, Reason reason) {
        if (label.isEmpty()) return new LeftAlone(reason);
        // Phones show the name in place of the number: without a name, the number must stand beside the label.
        CallerName theirs = telling(caller);
        CallerName shown = clean(joined(label, theirs == null ? caller.number() : theirs.text()));
        return shown == null ? new LeftAlone(reason) : new Labelled(shown, reason);
    }

    private String both(CallerName ours, @Nullable CallerName theirs) {
        if (theirs == null || theirs.text().equalsIgnoreCase(ours.text())) return ours.text();
        return trunkName == TrunkName.PREPEND ? joined(ours.text(), theirs.text()) : joined(theirs.text(), ours.text());
    }

    private static String joined(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) return one + other;
        return one + ' ' + other;
    }

    /** The trunk's name, when it says more than the number does. */
    private @Nullable CallerName telling(Caller caller) {
        CallerName name = clean(caller.trunkName());
        return trunkNames.tells(name, caller.number()) ? name : null;
    }

    /** A name fit to be shown, or null: nothing of it can be seen. */
    @Nullable
    CallerName clean(String name) {
        return CallerName.of(name, maxGraphemes, maxBytes);
    }
}
