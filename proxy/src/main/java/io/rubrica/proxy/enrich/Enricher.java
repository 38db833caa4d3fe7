package io.rubrica.proxy.enrich;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.enrich.Enrichment.LeftAlone;
import io.rubrica.proxy.enrich.Enrichment.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a caller gets a name. One for each set of rules and number plan; safe from any thread. */
public final class Enricher {
    private static final Logger LOG = LoggerFactory.getLogger(Enricher.class);

    private final Phonebook book;
    private final NumberPlan plan;
    private final RenamePolicy policy;
    private final Matching matching;
    private final NameFormat format;
    private final NameComposition composition;
    private final Labels labels;
    private final Extensions extensions;
    private volatile boolean failing;

    /**
     * @param plan how the numbers of this trunk are read
     * @param rules merged: the general ones with what the trunk and the PBX do differently
     * @throws IllegalArgumentException with a sentence for the operator, when the format is wrong, or labels or
     *     direct numbers contradict each other
     */
    public Enricher(Phonebook book, NumberPlan plan, CallerIdSettings rules) {
        this.book = book;
        this.plan = plan;
        policy = new RenamePolicy(rules.match());
        matching = rules.match();
        format = NameFormat.parse(rules.format());
        composition = new NameComposition(rules, plan);
        labels = new Labels(rules.labels(), plan);
        extensions = new Extensions(rules.extensions(), plan);
    }

    /** What is to be done with a caller's display name. Never throws, never waits. */
    public Enrichment enrich(Caller caller) {
        Reason refusal = policy.refusal(caller);
        if (refusal == Reason.PRIVACY) return new LeftAlone(refusal);
        PhoneNumber called = labels.areEmpty() && extensions.areEmpty() ? null : plan.read(caller.called());
        String extension = extensions.of(caller.called(), called);
        String label = labels.of(caller.called(), called, extension);
        if (refusal != null) return composition.unnamed(caller, label, refusal);
        return lookUp(caller, extension, label);
    }

    /**
     * What is to be done with the display name of whom a call out reaches. Labels say whom somebody outside calls, so none
     * is written here.
     *
     * @param callee the called number, the name that the trunk has for it, and the extension that calls, whose personal
     *     contacts count
     */
    public Enrichment enrichCallee(Caller callee) {
        Reason refusal = policy.refusal(callee);
        return refusal == null ? lookUp(callee, extension(callee.called()), "") : new LeftAlone(refusal);
    }

    /** The extension that a called number rings, whose personal contacts count; empty when it cannot be one. */
    public String extension(String called) {
        return extensions.of(called, extensions.areEmpty() ? null : plan.read(called));
    }

    /**
     * A contact's name as calls show it, without label or trunk's name.
     *
     * @param number the caller's number as it was sent
     * @return null when the contact has no name
     */
    public @Nullable CallerName name(Contact contact, String number) {
        return composition.clean(format.write(contact, number));
    }

    /**
     * What the phonebook says of a caller, with every candidate that it refused and why; for an operator's questions,
     * not for calls. Null when it is not to be asked.
     */
    public @Nullable Match explain(Caller caller) {
        PhoneNumber number = plan.read(caller.number());
        if (number == null || policy.refusal(caller) != null) return null;
        return book.explain(number, extensions.of(caller.called(), plan.read(caller.called())), matching);
    }

    private Enrichment lookUp(Caller caller, String extension, String label) {
        PhoneNumber number = plan.read(caller.number());
        if (number == null) return composition.unnamed(caller, label, Reason.NO_NUMBER);
        Match match = find(number, extension);
        if (match instanceof Match.Found found)
            return composition.named(caller, label, name(found.contact(), caller.number()), found);
        return composition.unnamed(caller, label, reason(match));
    }

    private static Reason reason(@Nullable Match match) {
        if (match == null) return Reason.PHONEBOOK_FAILED;
        return match instanceof Match.Ambiguous ? Reason.AMBIGUOUS : Reason.UNKNOWN;
    }

    /** What the phonebook says, or null: it failed. The call goes on without it, and the log has the first failure. */
    private @Nullable Match find(PhoneNumber number, String extension) {
        try {
            Match match = book.find(number, extension, matching);
            if (failing) failing = false;
            return match;
        } catch (RuntimeException | InternalError failure) { // InternalError: a fault in a mapped file
            if (!failing) LOG.warn("the phonebook failed; callers stay without names until it answers again", failure);
            failing = true;
            return null;
        }
    }
}
