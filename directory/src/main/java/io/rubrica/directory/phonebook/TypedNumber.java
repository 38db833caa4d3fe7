package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;

/**
 * One of a contact's numbers.
 *
 * @param number the key
 * @param typed as the source has it, for people to read and for export
 */
public record TypedNumber(NumberType type, PhoneNumber number, String typed) {}
