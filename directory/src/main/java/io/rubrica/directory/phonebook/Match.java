package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import java.time.Instant;
import java.util.List;

/** What the phonebook says of a number, and why. */
public sealed interface Match {
    /** Candidates that were looked at and not taken; empty when nothing else was near. */
    List<Refused> refused();

    /**
     * Somebody has it.
     *
     * @param number the contact's number that matched
     * @param since when the contact was last written, for its age
     */
    record Found(Contact contact, PhoneNumber number, MatchRule rule, Instant since, List<Refused> refused)
            implements Match {}

    /** Several have it equally and would be shown differently: no name, for a wrong one is worse. */
    record Ambiguous(MatchRule rule, List<Refused> refused) implements Match {}

    /** Nobody has it. */
    record Nobody(List<Refused> refused) implements Match {}

    /** A candidate that was not taken. */
    record Refused(Contact contact, PhoneNumber number, Why why) {
        /** Why a candidate was not taken. */
        public enum Why {
            /** Another rule or a longer tail was better. */
            WEAKER_RULE,
            /** Another source outranks its source. */
            LOWER_PRECEDENCE,
            /** It ties with another that would be shown differently. */
            TIE,
            /** It is somebody else's personal contact. */
            NOT_THE_OWNER,
            /** Its life is over. */
            EXPIRED,
            /** It ends alike, and is a different number: both are full international ones, or neither is the other's tail. */
            DIFFERENT_NUMBER,
            /** Fewer digits in common than asked for. */
            TOO_SHORT
        }
    }
}
