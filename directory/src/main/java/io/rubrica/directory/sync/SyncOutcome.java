package io.rubrica.directory.sync;

import io.rubrica.directory.phonebook.PhonebookWriter.Swept;

/** How a sync ended. */
public sealed interface SyncOutcome {
    /** The word in metrics, logs and answers. */
    String word();

    /** What it did, in words for people. */
    String detail();

    /** The phonebook now has what the source has. */
    record Synced(Swept changes) implements SyncOutcome {
        @Override
        public String word() {
            return "synced";
        }

        @Override
        public String detail() {
            return words(changes);
        }
    }

    /**
     * The source lost so many contacts that it looks like an accident: what is new was taken over, nothing was removed,
     * and {@link SyncWorker#confirm} is waited for.
     *
     * @param before how many contacts the phonebook had of the source
     * @param now how many the source has
     */
    record Guarded(Swept changes, long before, long now) implements SyncOutcome {
        @Override
        public String word() {
            return "guarded";
        }

        @Override
        public String detail() {
            return "has " + now + " contacts where it had " + before
                    + "; nothing is removed until someone confirms it (" + words(changes) + ")";
        }
    }

    /**
     * The source could not be read to its end; nothing was removed.
     *
     * @param reason what went wrong, for people
     */
    record Failed(String reason) implements SyncOutcome {
        @Override
        public String word() {
            return "failed";
        }

        @Override
        public String detail() {
            return reason;
        }
    }

    private static String words(Swept swept) {
        return swept.added() + " added, " + swept.changed() + " changed, " + swept.unchanged() + " unchanged, "
                + swept.removed() + " removed";
    }
}
