package io.rubrica.directory.phonebook;

/** What one thread needs to read the book without making garbage. */
final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final Cell contact = new Cell();
    final Cell entry = new Cell();
    final LongBag members = new LongBag();
    final LongBag tails = new LongBag();
    final Candidates candidates = new Candidates();

    static Scratch ofThread() {
        return OF_THREAD.get();
    }
}
