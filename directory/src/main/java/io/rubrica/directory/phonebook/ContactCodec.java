package io.rubrica.directory.phonebook;

import io.rubrica.directory.number.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact as bytes: generation, source, when written, when it expires, then its texts and numbers. What comes
 * before {@link #BODY} may change while the contact stays the same.
 */
final class ContactCodec {
    /** Where the contact itself begins: equal bytes from here on are an unchanged contact. */
    static final int BODY = 14;

    /** The most bytes of a contact; a source that sends more is told so. */
    static final int MOST_BYTES = 16_384;

    private static final int GENERATION = 0;
    private static final int SOURCE = 4;
    private static final int WRITTEN = 6;

    private ContactCodec() {}

    static int generation(Cell cell) {
        return cell.intAt(GENERATION);
    }

    static void setGeneration(Cell cell, int generation) {
        cell.setInt(GENERATION, generation);
    }

    static int source(Cell cell) {
        return (cell.byteAt(SOURCE) & 0xff) | (cell.byteAt(SOURCE + 1) & 0x7f) << 8;
    }

    static Instant written(Cell cell) {
        return Instant.ofEpochMilli(cell.longAt(WRITTEN));
    }

    static boolean isExpired(Cell cell, long nowMillis) {
        long expires = cell.longAt(BODY);
        return expires != 0 && expires <= nowMillis;
    }

    /**
     * Writes a contact into a cell.
     *
     * @throws IllegalArgumentException when it is larger than a phonebook takes
     */
    static void encode(Contact contact, int source, int generation, long writtenMillis, Cell cell) {
        cell.resize(BODY + Long.BYTES);
        cell.setInt(GENERATION, generation);
        cell.setByte(SOURCE, source);
        cell.setByte(SOURCE + 1, source >>> 8);
        cell.setLong(WRITTEN, writtenMillis);
        Instant expires = contact.expires();
        cell.setLong(BODY, expires == null ? 0 : Math.max(1, expires.toEpochMilli()));
        text(contact.externalId(), cell);
        text(contact.owner(), cell);
        text(contact.firstName(), cell);
        text(contact.lastName(), cell);
        text(contact.company(), cell);
        text(contact.email(), cell);
        text(contact.tag(), cell);
        size(contact.numbers().size(), cell);
        for (TypedNumber number : contact.numbers()) {
            int at = cell.length();
            cell.resize(at + 1 + Long.BYTES);
            cell.setByte(at, number.type().code());
            cell.setLong(at + 1, number.number().packed());
            // Most are typed as we would write them; then nothing is kept.
            text(number.typed().equals(number.number().toString()) ? "" : number.typed(), cell);
        }
    }

    private static void text(String text, Cell cell) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean ascii = bytes.length == text.length();
        size(bytes.length << 1 | (ascii ? 0 : 1), cell);
        int at = cell.length();
        cell.resize(at + bytes.length);
        System.arraycopy(bytes, 0, cell.bytes(), at, bytes.length);
        if (cell.length() > MOST_BYTES)
            throw new IllegalArgumentException("a contact has at most " + MOST_BYTES + " bytes");
    }

    private static void size(int size, Cell cell) {
        int rest = size;
        while (rest > 0x7f) {
            append(rest | 0x80, cell);
            rest >>>= 7;
        }
        append(rest, cell);
    }

    private static void append(int value, Cell cell) {
        int at = cell.length();
        cell.resize(at + 1);
        cell.setByte(at, value);
    }

    /** The identity of the contact in a cell. */
    static String externalId(Cell cell) {
        return new Reader(cell).text();
    }

    /** The contact in a cell. */
    static Contact decode(Cell cell, String sourceName) {
        Reader reader = new Reader(cell);
        long expires = cell.longAt(BODY);
        return new Contact(
                sourceName,
                reader.text(),
                reader.text(),
                reader.text(),
                reader.text(),
                reader.text(),
                reader.text(),
                reader.text(),
                reader.numbers(),
                expires == 0 ? null : Instant.ofEpochMilli(expires));
    }

    /** The number of a contact that is this one, or null. */
    static @Nullable TypedNumber numberOf(Contact contact, long packed) {
        for (TypedNumber number : contact.numbers()) if (number.number().packed() == packed) return number;
        return null;
    }

    private static final class Reader {
        private final Cell cell;
        private int at = BODY + Long.BYTES;

        Reader(Cell cell) {
            this.cell = cell;
        }

        int size() {
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = cell.byteAt(at++);
                size |= (next & 0x7f) << shift;
                if (next >= 0) return size;
            }
        }

        String text() {
            int size = size();
            int length = size >>> 1;
            if (length == 0) return "";
            String text = new String(
                    cell.bytes(), at, length, (size & 1) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        List<TypedNumber> numbers() {
            int count = size();
            List<TypedNumber> numbers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                NumberType type = NumberType.ofCode(cell.byteAt(at));
                PhoneNumber number = new PhoneNumber(cell.longAt(at + 1));
                at += 1 + Long.BYTES;
                String typed = text();
                numbers.add(new TypedNumber(type, number, typed.isEmpty() ? number.toString() : typed));
            }
            return numbers;
        }
    }
}
