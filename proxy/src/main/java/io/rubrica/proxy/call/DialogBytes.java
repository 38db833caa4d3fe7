package io.rubrica.proxy.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/** The bytes of one dialog on their way into the table or out of it; used again and again, so that they leave no garbage. */
final class DialogBytes implements BytesMarshallable {
    private static final byte[] NONE = {};

    private byte[] bytes = new byte[2048];
    private int length;
    private int at;

    // --- writing, in the order in which it is read

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void put(long number) {
        // Zigzag, seven bits a byte: small numbers are short, below zero too.
        long rest = number << 1 ^ number >> 63;
        room(10);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void put(boolean flag) {
        put(flag ? 1 : 0);
    }

    void put(byte[] value) {
        put(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    void put(String text) {
        int size = text.length();
        for (int i = 0; i < size; i++) {
            if (text.charAt(i) < 0x80) continue;
            put(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        put(size);
        room(size);
        for (int i = 0; i < size; i++) bytes[length++] = (byte) text.charAt(i);
    }

    private void room(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }

    /** Takes on bytes that stand elsewhere. */
    void set(byte[] from) {
        clear();
        room(from.length);
        System.arraycopy(from, 0, bytes, 0, from.length);
        length = from.length;
        at = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    // --- reading; all throw IndexOutOfBoundsException where the bytes end too early

    void rewind() {
        at = 0;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            if (at >= length || shift > 63) throw new IndexOutOfBoundsException("a number without an end");
            byte part = bytes[at++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) return value >>> 1 ^ -(value & 1);
        }
    }

    boolean flag() {
        return number() != 0;
    }

    byte[] value() {
        int size = size();
        if (size == 0) return NONE;
        byte[] value = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return value;
    }

    String text() {
        int size = size();
        if (size == 0) return "";
        String text = new String(bytes, at, size, StandardCharsets.UTF_8);
        at += size;
        return text;
    }

    private int size() {
        long size = number();
        if (size < 0 || size > length - at) throw new IndexOutOfBoundsException("a value that is longer than all");
        return (int) size;
    }

    // --- in and out of the file

    @Override
    public void readMarshallable(BytesIn<?> in) {
        int size = (int) in.readStopBit();
        clear();
        room(size);
        in.read(bytes, 0, size);
        length = size;
        at = 0;
    }

    @Override
    public void writeMarshallable(BytesOut<?> out) {
        out.writeStopBit(length);
        out.write(bytes, 0, length);
    }
}
