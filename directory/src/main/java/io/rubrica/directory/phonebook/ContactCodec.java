package io.rubrica.directory.phonebook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A contact as bytes: generation, source, when written; then when it expires, its numbers, and its texts. What comes
 * before {@link #BODY} may change while the contact stays the same.
 */
final class ContactCodec {
    /** Where the contact itself begins: equal bytes from here on are an unchanged contact. */
    static final int BODY = 14;

    /** The most bytes of a contact; a source that sends more is told so. */
    static final int MOST_BYTES = 16_384;

    /** The most numbers of a contact. */
    static final int MOST_NUMBERS = 255;

    /** A number's type and packed digits. */
    static final int NUMBER_BYTES = 1 + Long.BYTES;

    private static final int GENERATION = 0;
    private static final int SOURCE = 4;
    private static final int WRITTEN = 6;
    private static final int EXPIRES = BODY;
    private static final int NUMBER_COUNT = EXPIRES + Long.BYTES;
    private static final int NUMBERS = NUMBER_COUNT + 1;

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

    /** When the contact in a cell is forgotten, in milliseconds since 1970; 0 for never. */
    static long expires(Cell cell) {
        return cell.longAt(EXPIRES);
    }

    /** True when the contact in a cell has this number. */
    static boolean hasNumber(Cell cell, long packed) {
        int end = texts(cell);
        for (int at = NUMBERS; at < end; at += NUMBER_BYTES) if (cell.longAt(at + 1) == packed) return true;
        return false;
    }

    private static int texts(Cell cell) {
        return NUMBERS + (cell.byteAt(NUMBER_COUNT) & 0xff) * NUMBER_BYTES;
    }

    /**
     * Writes a contact into a cell.
     *
     * @throws IllegalArgumentException when it is larger than a phonebook takes
     */
    static void encode(Contact contact, int source, int generation, long writtenMillis, Cell cell) {
        List<TypedNumber> numbers = contact.numbers();
        if (numbers.size() > MOST_NUMBERS)
            throw new IllegalArgumentException("a contact has at most " + MOST_NUMBERS + " numbers");
        cell.resize(NUMBERS + numbers.size() * NUMBER_BYTES);
        cell.setInt(GENERATION, generation);
        cell.setByte(SOURCE, source);
        cell.setByte(SOURCE + 1, source >>> 8);
        cell.setLong(WRITTEN, writtenMillis);
        Instant expires = contact.expires();
        cell.setLong(EXPIRES, expires == null ? 0 : Math.max(1, expires.toEpochMilli()));
        cell.setByte(NUMBER_COUNT, numbers.size());
        int at = NUMBERS;
        for (TypedNumber number : numbers) {
            cell.setByte(at, number.type().code());
            cell.setLong(at + 1, number.number().packed());
            at += NUMBER_BYTES;
        }
        text(contact.externalId(), cell);
        text(contact.owner(), cell);
        text(contact.firstName(), cell);
        text(contact.lastName(), cell);
        text(contact.company(), cell);
        text(contact.email(), cell);
        text(contact.tag(), cell);
        // Most are typed as we would write them; then nothing is kept.
        for (TypedNumber number : numbers)
            text(number.typed().equals(number.number().toString()) ? "" : number.typed(), cell);
    }

    private static void text(String text, Cell cell) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean ascii = bytes.length == text.length();
        size(bytes.length << 1 | (ascii ? 0 : 1), cell);
        int at = cell.length();
        if (at + bytes.length > MOST_BYTES)
            throw new IllegalArgumentException("a contact has at most " + MOST_BYTES + " bytes");
        cell.resize(at + bytes.length);
        System.arraycopy(bytes, 0, cell.bytes(), at, bytes.length);
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
        return new Texts(cell.bytes(), texts(cell)).next();
    }

    /** The contact in a cell. Its numbers are made when somebody asks for them: a call only wants the name. */
    static Contact decode(Cell cell, String sourceName) {
        long expires = expires(cell);
        Texts texts = new Texts(cell.bytes(), texts(cell));
        return new Contact(
                sourceName,
                texts.next(),
                texts.next(),
                texts.next(),
                texts.next(),
                texts.next(),
                texts.next(),
                texts.next(),
                numbers(cell, texts.at()),
                expires == 0 ? null : Instant.ofEpochMilli(expires));
    }

    private static List<TypedNumber> numbers(Cell cell, int typed) {
        int count = cell.byteAt(NUMBER_COUNT) & 0xff;
        int bytes = count * NUMBER_BYTES;
        byte[] kept = new byte[bytes + cell.length() - typed];
        System.arraycopy(cell.bytes(), NUMBERS, kept, 0, bytes);
        System.arraycopy(cell.bytes(), typed, kept, bytes, cell.length() - typed);
        return new StoredNumbers(kept, count);
    }

    /** Texts that follow one another. */
    static final class Texts {
        private final byte[] bytes;
        private int at;

        Texts(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        int at() {
            return at;
        }

        String next() {
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = bytes[at++];
                size |= (part & 0x7f) << shift;
                if (part >= 0) break;
            }
            int length = size >>> 1;
            if (length == 0) return "";
            String text = new String(
                    bytes, at, length, (size & 1) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            at += length;
            return text;
        }
    }
}
