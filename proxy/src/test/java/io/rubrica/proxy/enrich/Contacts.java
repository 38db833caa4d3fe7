package io.rubrica.proxy.enrich;

import io.rubrica.directory.phonebook.Contact;
import java.util.List;

/** Contacts for tests. */
final class Contacts {
    static final Contact ADA = named("Ada", "Lovelace", "Analytical");

    private Contacts() {}

    static Contact named(String first, String last, String company) {
        return owned("", first, last, company);
    }

    static Contact owned(String owner, String first, String last, String company) {
        return new Contact("customers", "1", owner, first, last, company, "", "", List.of(), null);
    }
}
