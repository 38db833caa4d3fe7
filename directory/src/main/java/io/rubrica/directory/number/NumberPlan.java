package io.rubrica.directory.number;

import org.jspecify.annotations.Nullable;

/**
 * Reads telephone numbers by a country's rules. Writers and readers of the phonebook share it, so that a number
 * typed in a spreadsheet and the same number sent by a trunk meet on one key.
 */
public final class NumberPlan {
    private NumberPlan() {}

    /** The plan of a country (ISO 3166 code of two letters, such as {@code IT}). */
    public static NumberPlan of(String country) {
        return worldwide();
    }

    /** The plan without a country: only numbers that begin with a plus are international. */
    public static NumberPlan worldwide() {
        return new NumberPlan();
    }

    /** The number in a text, however it is typed, or null when there is none. */
    public @Nullable PhoneNumber read(CharSequence text) {
        return null;
    }
}
