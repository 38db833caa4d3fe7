package io.rubrica.proxy.sip;

import java.util.Arrays;

/** A message as it is put together, in one growing array that is used again for the next. */
public final class MessageWriter {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

    private byte[] bytes = new byte[4096];
    private int length;

    public void clear() {
        length = 0;
    }

    /** Takes back all from there on. */
    public MessageWriter cut(int from) {
        length = from;
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** What stands here now, for what must be sent again. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public MessageWriter put(byte[] in) {
        return put(in, 0, in.length);
    }

    public MessageWriter put(byte[] in, int from, int to) {
        int size = to - from;
        if (length + size > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
        System.arraycopy(in, from, bytes, length, size);
        length += size;
        return this;
    }

    public MessageWriter put(byte c) {
        if (length == bytes.length) bytes = Arrays.copyOf(bytes, length * 2);
        bytes[length++] = c;
        return this;
    }

    public MessageWriter crlf() {
        return put(CRLF, 0, 2);
    }

    public MessageWriter decimal(long number) {
        if (number >= 10) decimal(number / 10);
        return put((byte) ('0' + number % 10));
    }

    /** Sixteen hexadecimal digits. */
    public MessageWriter hex(long number) {
        for (int shift = 60; shift >= 0; shift -= 4) put(HEX[(int) (number >>> shift) & 0xf]);
        return this;
    }
}
