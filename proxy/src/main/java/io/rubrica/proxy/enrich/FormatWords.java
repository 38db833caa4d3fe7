package io.rubrica.proxy.enrich;

import io.rubrica.directory.phonebook.Contact;

/** What the placeholders of a {@link NameFormat} stand for; empty, never invisible, where there is nothing. */
record FormatWords(String first, String last, String company, String number) {
    static FormatWords of(Contact contact, String number) {
        return new FormatWords(
                seen(contact.firstName()), seen(contact.lastName()), seen(contact.company()), seen(number));
    }

    private static String seen(String text) {
        return VisibleText.isBlank(text) ? "" : text.strip();
    }

    boolean areNameless() {
        return first.isEmpty() && last.isEmpty() && company.isEmpty();
    }

    /** The person's whole name, or else the company. */
    String anyName() {
        if (first.isEmpty() && last.isEmpty()) return company;
        return (first + " " + last).strip();
    }

    FormatWords with(FormatPart.Field field, String word) {
        return switch (field) {
            case FIRST -> new FormatWords(word, last, company, number);
            case LAST -> new FormatWords(first, word, company, number);
            case COMPANY -> new FormatWords(first, last, word, number);
            case NUMBER -> new FormatWords(first, last, company, word);
        };
    }
}
