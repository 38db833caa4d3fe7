package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Match.Refused;
import io.rubrica.directory.phonebook.Match.Refused.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a lookup went as it did: everybody who was near and was not taken. */
final class Explanation {
    private static final int MOST_REFUSED = 48;
    private static final int MOST_NUMBERS = 256;
    private static final int SAME = 100;

    private final Volume volume;
    private final SourceRegister sources;
    private final long number;
    private final String owner;
    private final Matching matching;
    private final long nowMillis;
    private final Scratch scratch = Scratch.ofThread();
    private final List<Refused> refused = new ArrayList<>();

    Explanation(Volume volume, SourceRegister sources, long number, String owner, Matching matching, long nowMillis) {
        this.volume = volume;
        this.sources = sources;
        this.number = number;
        this.owner = owner;
        this.matching = matching;
        this.nowMillis = nowMillis;
    }

    /** The same answer with its refused candidates. */
    Match of(Match match) {
        if (matching.mode() == Matching.Mode.NONE) return match;
        gather(number, match);
        if (matching.mode() != Matching.Mode.EXACT && !Digits.isExtension(number)) {
            LongBag near = new LongBag();
            volume.members(IndexKey.tail(number), group -> 0, MOST_NUMBERS, near, scratch.entry);
            for (int i = 0; i < near.size(); i++) if (near.get(i) != number) gather(near.get(i), match);
        }
        List<Refused> all = List.copyOf(refused);
        if (match instanceof Match.Found found)
            return new Match.Found(found.contact(), found.number(), found.rule(), found.since(), all);
        if (match instanceof Match.Ambiguous ambiguous) return new Match.Ambiguous(ambiguous.rule(), all);
        return new Match.Nobody(all);
    }

    private void gather(long candidate, Match match) {
        LongBag members = new LongBag();
        volume.members(candidate, group -> 0, MOST_REFUSED, members, scratch.entry);
        for (int i = 0; i < members.size() && refused.size() < MOST_REFUSED; i++) {
            if (!volume.contact(IndexKey.contactId(members.get(i)), scratch.contact)) continue;
            boolean expired = isExpired(scratch.contact);
            int source = ContactCodec.source(scratch.contact);
            Contact contact = ContactCodec.decode(scratch.contact, sources.name(source));
            if (!ContactCodec.hasNumber(scratch.contact, candidate)) continue;
            Why why = why(contact, sources.precedence(source), candidate, expired, match);
            if (why != null) refused.add(new Refused(contact, new PhoneNumber(candidate), why));
        }
    }

    private @Nullable Why why(Contact contact, int precedence, long candidate, boolean expired, Match match) {
        int nearness = nearness(candidate);
        if (nearness <= 0) return nearness == 0 ? Why.DIFFERENT_NUMBER : Why.TOO_SHORT;
        if (expired) return Why.EXPIRED;
        if (contact.isPersonal() && !contact.owner().equals(owner)) return Why.NOT_THE_OWNER;
        Refused tie = match instanceof Match.Ambiguous ambiguous
                        && !ambiguous.refused().isEmpty()
                ? ambiguous.refused().get(0)
                : null;
        Contact best = match instanceof Match.Found found ? found.contact() : tie == null ? null : tie.contact();
        if (best == null) return Why.TIE;
        PhoneNumber bestNumber =
                match instanceof Match.Found found ? found.number() : tie == null ? null : tie.number();
        if (bestNumber != null && nearness < nearness(bestNumber.packed())) return Why.WEAKER_RULE;
        if (tie != null && isEqual(contact, precedence, best)) return Why.TIE;
        boolean theOne =
                contact.source().equals(best.source()) && contact.externalId().equals(best.externalId());
        boolean asGood = isEqual(contact, precedence, best) && Finder.shownAlike(contact, best);
        return theOne || asGood ? null : Why.LOWER_PRECEDENCE;
    }

    private boolean isExpired(Cell cell) {
        long expires = ContactCodec.expires(cell);
        return expires != 0 && expires <= nowMillis;
    }

    private boolean isEqual(Contact contact, int precedence, Contact best) {
        return contact.isPersonal() == best.isPersonal()
                && precedence == sources.precedence(sources.number(best.source()));
    }

    /** How near a number is: 0 not at all, below 0 not enough, else the digits in common. */
    private int nearness(long candidate) {
        if (candidate == number) return SAME;
        int tail = matching.mode() == Matching.Mode.COMPATIBLE
                ? Digits.commonTail(number, candidate)
                : Digits.containment(number, candidate);
        return tail == 0 || tail >= matching.digits() ? tail : -tail;
    }
}
