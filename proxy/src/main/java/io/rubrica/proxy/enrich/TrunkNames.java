package io.rubrica.proxy.enrich;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells names that a trunk sends from what trunks write where they have no name. */
final class TrunkNames {
    /** What says that nobody is known; a name of such words alone tells nothing. */
    private static final Set<String> WORDS = Set.of(
            ("no not name number caller call id unknown unavailable available anonymous private restricted withheld"
                            + " nessun nome numero chiamante sconosciuto anonimo privato non disponibile riservato"
                            + " unbekannt unbekannter anrufer anonym privat rufnummer unterdrückt"
                            + " inconnu anonyme privé masqué numéro número desconocido anónimo privado")
                    .split(" "));

    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern WRAPPING = Pattern.compile("(?i)^(?:tel|sips?):|[@;].*$");
    private static final int LEAST_DIGITS = 3;

    private final NumberPlan plan;

    TrunkNames(NumberPlan plan) {
        this.plan = plan;
    }

    /**
     * Whether a trunk's name says more than the number does.
     *
     * @param name cleaned, or null: nothing is left of it
     * @param number the caller's number as it was sent
     */
    boolean tells(@Nullable CallerName name, String number) {
        if (name == null) return false;
        boolean told = false;
        for (String word : GAP.split(name.text().toLowerCase(Locale.ROOT)))
            told |= !word.isEmpty() && !WORDS.contains(word);
        return told && !isTheNumber(name.text(), number);
    }

    private boolean isTheNumber(String name, String number) {
        if (name.equalsIgnoreCase(number)) return true;
        String bare = WRAPPING.matcher(name).replaceAll("");
        if (bare.codePoints().anyMatch(Character::isLetter)) return false;
        PhoneNumber named = plan.read(bare);
        if (named != null && named.equals(plan.read(number))) return true;
        return isTail(digits(bare), digits(number));
    }

    // A trunk may send the number with the country code and the name without, or the other way round.
    private static boolean isTail(String one, String other) {
        String shorter = withoutZeros(one.length() < other.length() ? one : other);
        return shorter.length() >= LEAST_DIGITS && (one.length() < other.length() ? other : one).endsWith(shorter);
    }

    private static String withoutZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') zeros++;
        return digits.substring(zeros);
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit >= 0) digits.append((char) ('0' + digit));
        }
        return digits.toString();
    }
}
