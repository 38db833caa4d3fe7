package io.rubrica.directory.phonebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;

/**
 * One set of the phonebook's files: the contacts by id, and the index. It has a size that it cannot outgrow. One
 * writes, many read; a reader holds it by {@link #hold} and {@link #letGo}, since a map that is closed under a
 * reader takes the whole process down.
 */
final class Volume {
    private static final OffHeapTable.Shape CONTACT = new OffHeapTable.Shape(128, 16);
    private static final OffHeapTable.Shape INDEX_ENTRY = new OffHeapTable.Shape(13, 32);
    private static final String CONTACTS = "contacts";
    private static final String INDEX = "index";
    private static final String HINTS = "hints";

    private final Path folder;
    private final OffHeapTable contacts;
    private final OffHeapTable indexTable;
    private final IndexTable index;
    private final NumberHints hints;
    private final Tally tally;
    private final AtomicLong holders = new AtomicLong(1);
    private volatile boolean personal;

    private Volume(Path folder, OffHeapTable contacts, OffHeapTable indexTable, NumberHints hints, Tally tally) {
        this.folder = folder;
        this.contacts = contacts;
        this.indexTable = indexTable;
        this.index = new IndexTable(indexTable);
        this.hints = hints;
        this.tally = tally;
        this.personal = tally.personal > 0;
    }

    /** Makes new, empty files in a folder. */
    static Volume create(Path folder, Capacity capacity) throws IOException {
        Tally tally = new Tally(capacity);
        Volume volume = open(folder, tally);
        tally.contactsPrint = Tally.print(folder.resolve(CONTACTS));
        tally.indexPrint = Tally.print(folder.resolve(INDEX));
        tally.write(folder);
        return volume;
    }

    /** Opens files that were closed well. */
    static Volume open(Path folder) throws IOException {
        Tally tally = Tally.read(folder);
        mustBeSound(folder.resolve(CONTACTS), tally.contactsPrint);
        mustBeSound(folder.resolve(INDEX), tally.indexPrint);
        return open(folder, tally);
    }

    private static Volume open(Path folder, Tally tally) throws IOException {
        Capacity capacity = tally.capacity;
        OffHeapTable contacts =
                OffHeapTable.open(folder.resolve(CONTACTS), capacity.contacts(), CONTACT, tally.contacts);
        try {
            NumberHints hints = NumberHints.open(folder.resolve(HINTS), capacity.numbers());
            OffHeapTable index = OffHeapTable.open(folder.resolve(INDEX), capacity.index(), INDEX_ENTRY, tally.index);
            return new Volume(folder, contacts, index, hints, tally);
        } catch (IOException | RuntimeException e) {
            contacts.close();
            throw e;
        }
    }

    /** Opens the contacts of files whose process was killed; the index is not to be trusted then. */
    static OffHeapTable recoverContacts(Path folder, Runnable damaged) throws IOException {
        Tally tally = Tally.read(folder);
        mustBeSound(folder.resolve(CONTACTS), tally.contactsPrint);
        return OffHeapTable.recover(folder.resolve(CONTACTS), tally.capacity.contacts(), CONTACT, damaged);
    }

    private static void mustBeSound(Path file, long print) throws IOException {
        if (Tally.print(file) != print) throw new IOException("not as it was made: " + file);
    }

    Capacity capacity() {
        return tally.capacity;
    }

    Path folder() {
        return folder;
    }

    /** Keeps the files open until {@link #letGo}; false when they are closed already. */
    boolean hold() {
        long count = holders.get();
        while (count > 0) {
            if (holders.compareAndSet(count, count + 1)) return true;
            count = holders.get();
        }
        return false;
    }

    /** Ends a {@link #hold}, or the first one that a new volume begins with; the last one closes the files. */
    void letGo() {
        if (holders.decrementAndGet() == 0) close();
    }

    private void close() {
        contacts.close();
        indexTable.close();
    }

    /** Writes down what is needed to open the files again as they are. */
    void writeTally() throws IOException {
        tally.contacts = contacts.entries();
        tally.index = indexTable.entries();
        tally.write(folder);
    }

    /** Reads a contact's bytes; false when there is none of this id. */
    boolean contact(long id, Cell into) {
        return contacts.read(id, into);
    }

    /** The id of the contact that probably has a number alone, to be confirmed by itself; 0: ask the index. */
    long hint(long number) {
        return hints.hint(number);
    }

    /** Reads the members of an index key, as {@link IndexTable#read} does. */
    boolean members(long key, IntUnaryOperator rank, int most, LongBag into, Cell scratch) {
        return index.read(key, rank, most, into, scratch);
    }

    /** False when there is no personal contact at all, and nobody need look for one. */
    boolean hasPersonal() {
        return personal;
    }

    /** The id of the contact with an identity, or 0; its bytes are then in the cell. */
    long idOf(int source, String externalId, LongBag bag, Cell cell) {
        index.read(IndexKey.identity(source, externalId), group -> 0, Integer.MAX_VALUE, bag, cell);
        for (int i = 0; i < bag.size(); i++) {
            if (!contacts.read(bag.get(i), cell) || ContactCodec.source(cell) != source) continue;
            if (ContactCodec.externalId(cell).equals(externalId)) return bag.get(i);
        }
        return 0;
    }

    /** Adds a contact that is not there. */
    void add(Contact contact, Cell cell) {
        long id = tally.nextId.getAndIncrement();
        int source = ContactCodec.source(cell);
        contacts.add(id, cell);
        index.add(IndexKey.identity(source, contact.externalId()), id);
        for (int i = 0; i < contact.numbers().size(); i++) addNumber(contact, i, id, source);
        tally.count(source, 1);
        if (contact.isPersonal()) count(1);
    }

    /** Writes a contact in place of an older one of the same identity. */
    void replace(long id, Contact old, Contact contact, Cell cell) {
        int source = ContactCodec.source(cell);
        contacts.replace(id, cell);
        boolean sameOwner = old.owner().equals(contact.owner());
        for (int i = 0; i < contact.numbers().size(); i++) {
            if (!sameOwner || !has(old, contact, i)) addNumber(contact, i, id, source);
        }
        for (int i = 0; i < old.numbers().size(); i++) {
            if (!sameOwner || !has(contact, old, i)) removeNumber(old, i, id, source);
        }
        if (contact.isPersonal()) count(1);
        if (old.isPersonal()) count(-1);
    }

    /** Writes other bytes of the same contact: its generation. */
    void renew(long id, Cell cell) {
        contacts.replace(id, cell);
    }

    void remove(long id, Contact old, int source) {
        contacts.remove(id);
        index.remove(IndexKey.identity(source, old.externalId()), id);
        for (int i = 0; i < old.numbers().size(); i++) removeNumber(old, i, id, source);
        tally.count(source, -1);
        if (old.isPersonal()) count(-1);
    }

    private void count(int change) {
        tally.personal += change;
        personal = tally.personal > 0;
    }

    private static boolean has(Contact contact, Contact other, int number) {
        long packed = packed(other, number);
        for (int i = 0; i < contact.numbers().size(); i++) if (packed(contact, i) == packed) return true;
        return false;
    }

    private static long packed(Contact contact, int number) {
        return contact.numbers().get(number).number().packed();
    }

    /** True when a contact has a number twice and this is not the first. */
    private static boolean isRepeated(Contact contact, int number) {
        for (int i = 0; i < number; i++) if (packed(contact, i) == packed(contact, number)) return true;
        return false;
    }

    private void addNumber(Contact contact, int number, long id, int source) {
        if (isRepeated(contact, number)) return;
        long packed = packed(contact, number);
        long member = IndexKey.member(id, source, contact.isPersonal());
        if (contact.isPersonal()) index.add(IndexKey.owned(contact.owner(), packed), member);
        boolean first = index.add(packed, member);
        hints.added(packed, id, first);
        if (first && !Digits.isExtension(packed)) index.add(IndexKey.tail(packed), packed);
        tally.numbers.incrementAndGet();
    }

    private void removeNumber(Contact contact, int number, long id, int source) {
        if (isRepeated(contact, number)) return;
        long packed = packed(contact, number);
        long member = IndexKey.member(id, source, contact.isPersonal());
        if (contact.isPersonal()) index.remove(IndexKey.owned(contact.owner(), packed), member);
        boolean last = index.remove(packed, member);
        hints.removed(packed, id);
        if (last && !Digits.isExtension(packed)) index.remove(IndexKey.tail(packed), packed);
        tally.numbers.decrementAndGet();
    }

    long contactCount() {
        return contacts.entries();
    }

    long contactCount(int source) {
        return tally.of(source);
    }

    long numberCount() {
        return tally.numbers.get();
    }

    /** Ids are above 0 and below this. */
    long nextId() {
        return tally.nextId.get();
    }

    double fill() {
        return Math.max(contacts.fill(), indexTable.fill());
    }

    /** True when so many more contacts fit. */
    boolean hasRoomFor(long moreContacts) {
        double entries = Math.max(1, contactCount());
        double growth = (contactCount() + moreContacts) / entries;
        return moreContacts == 0
                ? fill() < 1
                : contactCount() + moreContacts <= tally.capacity.contacts() && fill() * growth < 1;
    }

    /** How large the next volume should be, to hold this one's entries and as many again as it is asked for. */
    Capacity larger(long moreContacts) {
        long count = contactCount();
        double wanted = Math.max(2.5 * count, 1.1 * (count + moreContacts));
        double growth = wanted / Math.max(1, count);
        return tally.capacity.atLeast((long) wanted, count == 0 ? 0 : (long) (indexTable.entries() * growth));
    }

    /** How many entries the files are made for. */
    record Capacity(long contacts, long index) {
        private static final long ALL_TAILS = 1_000_000;

        /** Room for contacts with three numbers each. */
        static Capacity of(long contacts) {
            return new Capacity(contacts, 4 * contacts + Math.min(3 * contacts, ALL_TAILS));
        }

        /** How many different numbers there may be. */
        long numbers() {
            return 3 * contacts;
        }

        Capacity atLeast(long atLeastContacts, long atLeastIndex) {
            Capacity usual = of(Math.max(contacts, atLeastContacts));
            return new Capacity(usual.contacts, Math.max(usual.index, atLeastIndex));
        }
    }
}
