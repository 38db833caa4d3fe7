package io.rubrica.proxy.enrich;

import io.rubrica.directory.phonebook.Match;
import org.jspecify.annotations.Nullable;

/** What is to be done with the caller's display name, and why. */
public sealed interface Enrichment {
    /** Why, as metrics and events say it. */
    Reason reason();

    /** What is to be written, or null: leave the display name as it came. */
    @Nullable
    CallerName written();

    /** The name from the phonebook is to be written. */
    record Renamed(CallerName name, Match.Found because) implements Enrichment {
        @Override
        public Reason reason() {
            return Reason.NAMED;
        }

        @Override
        public CallerName written() {
            return name;
        }
    }

    /** The called number's label is to be written, before the name that the trunk sent or else the number. */
    record Labelled(CallerName name, Reason reason) implements Enrichment {
        @Override
        public CallerName written() {
            return name;
        }
    }

    /** Everything stays as it came. */
    record LeftAlone(Reason reason) implements Enrichment {
        @Override
        public @Nullable CallerName written() {
            return null;
        }
    }

    /** The words of metrics, events and answers. */
    enum Reason {
        NAMED,
        PRIVACY,
        NO_NUMBER,
        UNKNOWN,
        AMBIGUOUS,
        NAMELESS_CONTACT,
        TRUNK_NAME_KEPT,
        SWITCHED_OFF,
        PHONEBOOK_FAILED,
        EMERGENCY,
        NOT_FROM_TRUNK;

        /** The word in metrics, events and JSON. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
