package io.rubrica.directory.sync;

/**
 * Whether a source's loss looks like an accident: a truncated export, a wrong file, a filter that went wrong.
 *
 * <p>What counts is how many contacts fewer there are, not how many were exchanged: in a CSV file every row that
 * someone corrected is a new contact, and correcting many rows is no accident.
 */
final class DeletionGuard {
    private static final int PERCENT = 20;
    /** A smaller source loses its fifth by one or two rows, which people do on purpose. */
    private static final int SMALL = 10;

    private DeletionGuard() {}

    /**
     * Whether the source must not be swept.
     *
     * @param before how many contacts the phonebook had of it; 0 for a first load, which is never held back
     * @param now how many it has
     * @param agreed the loss that someone has confirmed
     */
    static boolean holds(long before, long now, long agreed) {
        long lost = before - now;
        if (lost <= agreed) return false;
        // Even a small source is not emptied by itself.
        if (now == 0) return true;
        return before >= SMALL && lost * 100 > before * PERCENT;
    }
}
