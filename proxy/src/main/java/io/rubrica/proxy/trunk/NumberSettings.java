package io.rubrica.proxy.trunk;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.settings.Default;

/**
 * How numbers are written in what a trunk gets of calls out. What is no full number (an extension, a short code) stays.
 *
 * @param called in Request-URI and To
 * @param prefix digits that stand before every called number
 * @param caller in From and in the headers that say who calls or who forwarded the call
 */
public record NumberSettings(
        @Default("as-is") Form called,
        @Default("") String prefix,
        @Default("as-is") Form caller) {
    static final NumberSettings AS_THEY_ARE = new NumberSettings(Form.AS_IS, "", Form.AS_IS);

    /** A way to write a number. */
    public enum Form {
        AS_IS,
        /** {@code +390612345678} */
        E164,
        /** {@code 390612345678} */
        NO_PLUS,
        /** As the trunk's country dials it: {@code 0612345678} in Italy, and abroad {@code 00442079460010}. */
        NATIONAL;

        private String of(PhoneNumber number, NumberPlan plan) {
            return switch (this) {
                case AS_IS -> throw new IllegalStateException("nothing is written");
                case E164 -> number.toString();
                case NO_PLUS -> number.digits();
                case NATIONAL -> plan.dialled(number);
            };
        }
    }

    /**
     * The user part for a called number.
     *
     * @param plan how numbers on the trunk are read
     */
    public String called(String user, NumberPlan plan) {
        String written = written(called, user, plan);
        boolean takesPrefix = !prefix.isEmpty() && !written.startsWith("+") && isDigits(written);
        return takesPrefix ? prefix + written : written;
    }

    /** The user part for a number of the caller's side. */
    public String caller(String user, NumberPlan plan) {
        return written(caller, user, plan);
    }

    private static String written(Form form, String user, NumberPlan plan) {
        if (form == Form.AS_IS) return user;
        PhoneNumber number = plan.read(user);
        return number == null || !number.isInternational() ? user : form.of(number, plan);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return !text.isEmpty();
    }
}
