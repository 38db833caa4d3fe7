package io.rubrica.directory.sync;

import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source that has what a test gives it. */
final class ListSource implements Source {
    private final String name;
    private final List<Contact> contacts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger mostReaders = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    private Runnable whileReading = () -> {};
    private @Nullable String breaksOff;

    ListSource() {
        this("customers");
    }

    ListSource(String name) {
        this.name = name;
    }

    /** From now on it has the contacts of these numbers, and is sound. */
    void has(int from, int to) {
        contacts.clear();
        breaksOff = null;
        for (int i = from; i < to; i++)
            contacts.add(new Contact(name, "row" + i, "", "Name " + i, "", "", "", "", List.of(), null));
    }

    /** From now on it has this one too. */
    void hasToo(Contact contact) {
        contacts.add(contact);
    }

    /** From now on a reading hands over all contacts and then fails. */
    void breaksOff(String reason) {
        breaksOff = reason;
    }

    void complains(Problem problem) {
        problems.add(problem);
    }

    void whileReading(Runnable action) {
        whileReading = action;
    }

    int timesRead() {
        return readings.get();
    }

    int mostReadersAtOnce() {
        return mostReaders.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int precedence() {
        return 20;
    }

    @Override
    public Reading read(Consumer<Contact> each, Progress progress) throws IOException {
        readings.incrementAndGet();
        mostReaders.accumulateAndGet(readers.incrementAndGet(), Math::max);
        try {
            whileReading.run();
            contacts.forEach(each);
            if (breaksOff != null) throw new IOException(breaksOff);
            progress.at(contacts.size(), contacts.size());
            return new Reading(contacts.size(), problems, problems.size());
        } finally {
            readers.decrementAndGet();
        }
    }
}
