package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * A contact's numbers as they were stored: type and packed digits of each, then how each was typed. They are made
 * when somebody first asks; a call wants the name alone.
 */
final class StoredNumbers extends AbstractList<TypedNumber> implements RandomAccess {
    private static final TypedNumber[] NOT_YET = {};

    private final byte[] bytes;
    private final int count;
    private volatile TypedNumber[] made = NOT_YET;

    StoredNumbers(byte[] bytes, int count) {
        this.bytes = bytes;
        this.count = count;
    }

    @Override
    public TypedNumber get(int index) {
        TypedNumber[] numbers = made;
        // Two threads may make them both; they are the same.
        if (numbers.length != count) made = numbers = make();
        return numbers[index];
    }

    @Override
    public int size() {
        return count;
    }

    private TypedNumber[] make() {
        TypedNumber[] numbers = new TypedNumber[count];
        ContactCodec.Texts texts = new ContactCodec.Texts(bytes, count * ContactCodec.NUMBER_BYTES);
        for (int i = 0; i < count; i++) {
            int at = i * ContactCodec.NUMBER_BYTES;
            PhoneNumber number = new PhoneNumber(Cell.longIn(bytes, at + 1));
            String typed = texts.next();
            numbers[i] =
                    new TypedNumber(NumberType.ofCode(bytes[at]), number, typed.isEmpty() ? number.toString() : typed);
        }
        return numbers;
    }
}
