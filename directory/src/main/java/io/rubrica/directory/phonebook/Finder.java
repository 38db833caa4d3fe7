package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Match.Refused;
import io.rubrica.directory.phonebook.Match.Refused.Why;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lookup. The rule decides first: the same number, then the longest tail. Under one rule personal contacts come
 * before company ones and then the source's precedence decides; who is still equal and would be shown differently
 * makes the answer ambiguous.
 */
final class Finder {
    /** The most contacts of one number that are looked at; a larger crowd has no name. */
    static final int MOST_CANDIDATES = 128;

    /** The most numbers of one tail that are looked at. */
    static final int MOST_TAILS = 4096;

    private static final int MOST_TIES = 8;

    private final Volume volume;
    private final SourceRegister sources;
    private final String owner;
    private final InstantSource clock;
    private final Scratch scratch = Scratch.ofThread();

    Finder(Volume volume, SourceRegister sources, String owner, InstantSource clock) {
        this.volume = volume;
        this.sources = sources;
        this.owner = owner;
        this.clock = clock;
    }

    Match find(long number, Matching matching) {
        if (matching.mode() == Matching.Mode.NONE) return new Match.Nobody(List.of());
        Match same = same(number);
        if (same != null) return same;
        Match near = Digits.isExtension(number) ? null : near(number, matching);
        return near != null ? near : new Match.Nobody(List.of());
    }

    private @Nullable Match same(long number) {
        Match hinted = hinted(number);
        if (hinted != null) return hinted;
        scratch.tails.clear();
        scratch.tails.add(number);
        return decide(scratch.tails, sameRule(number));
    }

    /** The answer for most callers we know: one contact alone has the number, and nobody's own ones count. */
    private @Nullable Match hinted(long number) {
        if (!owner.isEmpty() && volume.hasPersonal()) return null;
        long id = volume.hint(number);
        Cell cell = scratch.contact;
        if (id == NumberHints.NONE || !volume.contact(id, cell)) return null;
        if (!ContactCodec.hasNumber(cell, number) || isExpired(cell)) return null;
        Contact contact = ContactCodec.decode(cell, sources.name(ContactCodec.source(cell)));
        if (contact.isPersonal()) return null;
        return new Match.Found(
                contact, new PhoneNumber(number), sameRule(number), ContactCodec.written(cell), List.of());
    }

    private static MatchRule sameRule(long number) {
        return Digits.isExtension(number) ? MatchRule.EXTENSION : MatchRule.EXACT;
    }

    private @Nullable Match near(long number, Matching matching) {
        if (matching.mode() == Matching.Mode.EXACT) return null;
        Tails tails = new Tails(volume, scratch);
        MatchRule rule = matching.mode() == Matching.Mode.DIGITS ? MatchRule.CONTAINMENT : MatchRule.LAST_DIGITS;
        LongBag numbers = tails.longest(number, matching);
        if (tails.wereTooMany()) return new Match.Ambiguous(rule, List.of());
        while (numbers.size() > 0) {
            if (numbers.size() > MOST_CANDIDATES) return new Match.Ambiguous(rule, List.of());
            Match match = decide(numbers, rule);
            if (match != null) return match;
            numbers = tails.nextLongest();
        }
        return null;
    }

    /** Who has one of these numbers, which are all equally near; null when nobody who counts. */
    private @Nullable Match decide(LongBag numbers, MatchRule rule) {
        if (!owner.isEmpty() && volume.hasPersonal()) {
            Match own = decide(numbers, rule, true);
            if (own != null) return own;
        }
        return decide(numbers, rule, false);
    }

    private @Nullable Match decide(LongBag numbers, MatchRule rule, boolean personal) {
        Candidates candidates = scratch.candidates;
        candidates.clear();
        boolean all = true;
        for (int n = 0; n < numbers.size(); n++) {
            long number = numbers.get(n);
            long key = personal ? IndexKey.owned(owner, number) : number;
            all &= volume.members(key, group -> rank(group, personal), MOST_CANDIDATES, scratch.members, scratch.entry);
            for (int i = 0; i < scratch.members.size(); i++) {
                long member = scratch.members.get(i);
                candidates.add(sources.precedence(IndexKey.source(member)), member, number);
            }
        }
        return best(candidates, rule, all);
    }

    private int rank(int group, boolean personal) {
        if (personal) return 0;
        return group == IndexKey.PERSONAL_GROUP ? -1 : sources.precedence(group);
    }

    private @Nullable Match best(Candidates candidates, MatchRule rule, boolean all) {
        Contact best = null;
        PhoneNumber number = null;
        Instant since = null;
        int rank = 0;
        int at = 0;
        for (; at < candidates.size() && (best == null || candidates.rank(at) == rank); at++) {
            Contact contact = live(candidates, at);
            if (contact == null) continue;
            if (best == null) {
                best = contact;
                number = new PhoneNumber(candidates.number(at));
                since = ContactCodec.written(scratch.contact);
                rank = candidates.rank(at);
            } else if (!shownAlike(best, contact)) {
                return new Match.Ambiguous(rule, ties(candidates, rank));
            }
        }
        boolean mayHaveMore = !all && at == candidates.size();
        if (mayHaveMore) return new Match.Ambiguous(rule, best == null ? List.of() : ties(candidates, rank));
        return best == null || number == null || since == null
                ? null
                : new Match.Found(best, number, rule, since, List.of());
    }

    private List<Refused> ties(Candidates candidates, int rank) {
        List<Refused> ties = new ArrayList<>();
        for (int at = 0; at < candidates.size() && ties.size() < MOST_TIES; at++) {
            if (candidates.rank(at) != rank) continue;
            Contact contact = live(candidates, at);
            if (contact != null) ties.add(new Refused(contact, new PhoneNumber(candidates.number(at)), Why.TIE));
        }
        return ties;
    }

    /** The contact of a candidate, or null when it has gone, lost the number, expired or is somebody else's. */
    private @Nullable Contact live(Candidates candidates, int at) {
        Cell cell = scratch.contact;
        if (!volume.contact(candidates.contactId(at), cell)) return null;
        if (!ContactCodec.hasNumber(cell, candidates.number(at)) || isExpired(cell)) return null;
        Contact contact = ContactCodec.decode(cell, sources.name(ContactCodec.source(cell)));
        return contact.isPersonal() && !contact.owner().equals(owner) ? null : contact;
    }

    private boolean isExpired(Cell cell) {
        long expires = ContactCodec.expires(cell);
        return expires != 0 && expires <= clock.millis();
    }

    static boolean shownAlike(Contact one, Contact other) {
        return one.firstName().equals(other.firstName())
                && one.lastName().equals(other.lastName())
                && one.company().equals(other.company());
    }
}
