package io.rubrica.directory.source;

import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.Match;
import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.directory.phonebook.PhonebookWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A book in a map, for tests of what fills a book and of what is made of it. */
public final class InMemoryBook implements Phonebook, PhonebookWriter {
    private final Map<String, Contact> contacts = new LinkedHashMap<>();

    /** Its contacts, in the order in which they came. */
    public List<Contact> contacts() {
        return List.copyOf(contacts.values());
    }

    @Override
    public Load load(String source, int precedence) {
        return new MapLoad(source);
    }

    @Override
    public void put(Contact contact, int precedence) {
        contacts.put(key(contact.source(), contact.externalId()), contact);
    }

    @Override
    public boolean remove(String source, String externalId) {
        return contacts.remove(key(source, externalId)) != null;
    }

    @Override
    public Match find(PhoneNumber number, String owner, Matching matching) {
        throw new UnsupportedOperationException("this book does not find");
    }

    @Override
    public void forEach(Consumer<Contact> each) {
        contacts().forEach(each);
    }

    @Override
    public Size size() {
        return new Size(contacts.size(), 0, 0);
    }

    private static String key(String source, String externalId) {
        return source + "\0" + externalId;
    }

    private final class MapLoad implements Load {
        private final Set<String> old = new HashSet<>();
        private final long before;
        private long added;
        private long changed;
        private long unchanged;

        MapLoad(String source) {
            contacts.forEach((key, contact) -> {
                if (contact.source().equals(source)) old.add(key);
            });
            before = old.size();
        }

        @Override
        public void put(Contact contact) {
            String key = key(contact.source(), contact.externalId());
            Contact was = contacts.put(key, contact);
            old.remove(key);
            if (was == null) added++;
            else if (was.equals(contact)) unchanged++;
            else changed++;
        }

        @Override
        public long added() {
            return added;
        }

        @Override
        public long vanished() {
            return old.size();
        }

        @Override
        public long before() {
            return before;
        }

        @Override
        public Swept sweep() {
            contacts.keySet().removeAll(old);
            return new Swept(added, changed, unchanged, old.size());
        }

        @Override
        public Swept keep() {
            return new Swept(added, changed, unchanged, 0);
        }
    }
}
