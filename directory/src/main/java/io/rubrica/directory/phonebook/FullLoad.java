package io.rubrica.directory.phonebook;

/** A full load of one source, under a generation of its own. */
final class FullLoad implements PhonebookWriter.Load {
    private final BookWriter writer;
    private final int source;
    private final int generation;
    private final long before;
    private long added;
    private long changed;
    private long unchanged;
    private boolean ended;

    FullLoad(BookWriter writer, int source, int generation, long before) {
        this.writer = writer;
        this.source = source;
        this.generation = generation;
        this.before = before;
    }

    @Override
    public void put(Contact contact) {
        mustGoOn();
        switch (writer.put(contact, source, generation)) {
            case ADDED -> added++;
            case CHANGED -> changed++;
            case UNCHANGED -> unchanged++;
            case AGAIN -> {}
        }
    }

    @Override
    public long added() {
        return added;
    }

    @Override
    public long vanished() {
        return Math.max(0, before - changed - unchanged);
    }

    @Override
    public long before() {
        return before;
    }

    @Override
    public PhonebookWriter.Swept sweep() {
        mustGoOn();
        long removed = writer.sweep(source, generation);
        return end(removed);
    }

    @Override
    public PhonebookWriter.Swept keep() {
        mustGoOn();
        return end(0);
    }

    private PhonebookWriter.Swept end(long removed) {
        ended = true;
        return new PhonebookWriter.Swept(added, changed, unchanged, removed);
    }

    private void mustGoOn() {
        if (ended) throw new IllegalStateException("the load has ended");
        if (writer.generation(source) != generation)
            throw new IllegalStateException("a newer load of the same source has begun");
    }
}
