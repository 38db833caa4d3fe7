package io.rubrica.directory.sync;

import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.PhonebookWriter.Load;
import io.rubrica.directory.source.Source.Problem;
import io.rubrica.directory.source.Source.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes contacts into the phonebook; one that it refuses is a problem of that contact, not of its source. */
final class Intake implements Consumer<Contact> {
    private static final int KEPT = 1_000;

    private final Load load;
    private final List<Problem> refused = new ArrayList<>();
    private long refusedCount;

    Intake(Load load) {
        this.load = load;
    }

    @Override
    public void accept(Contact contact) {
        try {
            load.put(contact);
        } catch (IllegalArgumentException unfit) {
            refusedCount++;
            String reason = unfit.getMessage();
            if (refused.size() < KEPT)
                refused.add(new Problem("contact " + contact.externalId(), reason == null ? "is refused" : reason));
        }
    }

    /** A reading with what was refused among its problems. */
    Reading with(Reading reading) {
        if (refusedCount == 0) return reading;
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(refused.subList(0, Math.min(refused.size(), KEPT - Math.min(KEPT, problems.size()))));
        return new Reading(
                reading.contacts() - refusedCount, List.copyOf(problems), reading.problemCount() + refusedCount);
    }
}
