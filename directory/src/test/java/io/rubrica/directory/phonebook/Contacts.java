package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import java.util.ArrayList;
import java.util.List;

/** Contacts for tests, in a line each. */
final class Contacts {
    private Contacts() {}

    /** A company contact; a number with a plus is international, one without is local-only. */
    static Contact company(String source, String id, String firstName, String... numbers) {
        return personal("", source, id, firstName, numbers);
    }

    static Contact personal(String owner, String source, String id, String firstName, String... numbers) {
        List<TypedNumber> typed = new ArrayList<>();
        for (String number : numbers) {
            typed.add(new TypedNumber(NumberType.ofCode(typed.size() % 10), number(number), number));
        }
        return new Contact(source, id, owner, firstName, "Example", "", "", "", typed, null);
    }

    static PhoneNumber number(String digits) {
        return digits.startsWith("+") ? PhoneNumber.international(digits.substring(1)) : PhoneNumber.local(digits);
    }
}
