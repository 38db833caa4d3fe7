package io.rubrica.proxy.enrich;

import io.rubrica.directory.phonebook.Contact;

/**
 * How a contact is written, such as {@code {first} {last}}, {@code {last}, {first} ({company})} or
 * {@code Client: {company}}. Knows {@code {first}}, {@code {last}}, {@code {company}} and {@code {number}}; all else is
 * literal. A part that is empty goes away with what joins it to its neighbours and with the brackets or double quotes
 * around it. A contact without the parts that the format asks for is written by its company, or by its person's name,
 * in the place of the first of them.
 */
public final class NameFormat {
    private final FormatPart.Sequence parts;
    private final FormatPart.Field standIn;

    private NameFormat(FormatPart.Sequence parts, FormatPart.Field standIn) {
        this.parts = parts;
        this.standIn = standIn;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static NameFormat parse(String template) {
        FormatPart.Sequence parts = new FormatReader(template).read();
        FormatPart.Field standIn = parts.firstName();
        if (standIn == null)
            throw new IllegalArgumentException(
                    "a name format needs {first}, {last} or {company}, or every caller is shown alike: " + template);
        return new NameFormat(parts, standIn);
    }

    /**
     * A contact's name in this format, not yet cleaned or cut.
     *
     * @param number the caller's number as it was sent, for {@code {number}}
     * @return empty when the contact has neither a person's name nor a company
     */
    String write(Contact contact, String number) {
        FormatWords words = FormatWords.of(contact, number);
        if (words.areNameless()) return "";
        if (!parts.namesSomebody(words)) words = words.with(standIn, words.anyName());
        StringBuilder name = new StringBuilder();
        parts.writeAlone(name, words);
        return name.toString();
    }
}
