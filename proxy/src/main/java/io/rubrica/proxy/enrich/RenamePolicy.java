package io.rubrica.proxy.enrich;

import io.rubrica.directory.phonebook.Matching;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom the phonebook is not asked about. */
final class RenamePolicy {
    /** User parts that gateways send in place of a number that the caller withholds. */
    private static final Set<String> WITHHELD = Set.of("anonymous", "private", "restricted", "withheld");

    private final boolean switchedOff;

    RenamePolicy(Matching match) {
        switchedOff = match.mode() == Matching.Mode.NONE;
    }

    /** Why a caller's name is not looked up, or null: it may be. */
    Enrichment.@Nullable Reason refusal(Caller caller) {
        // RFC 3323: a wish for privacy outranks the phonebook, even when we know the name.
        if (caller.privacy() || isWithheld(caller.number())) return Enrichment.Reason.PRIVACY;
        if (switchedOff) return Enrichment.Reason.SWITCHED_OFF;
        return caller.number().isBlank() ? Enrichment.Reason.NO_NUMBER : null;
    }

    private static boolean isWithheld(String number) {
        if (number.isEmpty() || !Character.isLetter(number.charAt(0)) || number.length() > 16) return false;
        return WITHHELD.contains(number.toLowerCase(Locale.ROOT));
    }
}
