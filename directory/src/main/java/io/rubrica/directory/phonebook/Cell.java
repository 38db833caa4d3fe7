package io.rubrica.directory.phonebook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/**
 * The bytes of one entry on their way in or out of an {@link OffHeapTable}; reused, so that a lookup leaves no
 * garbage.
 */
final class Cell implements BytesMarshallable {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[512];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Sets how many bytes count, and makes room for them; what was there is kept. */
    void resize(int newLength) {
        if (newLength > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(newLength, bytes.length * 2));
        length = newLength;
    }

    byte byteAt(int at) {
        return bytes[at];
    }

    void setByte(int at, int value) {
        bytes[at] = (byte) value;
    }

    int intAt(int at) {
        return (int) INT.get(bytes, at);
    }

    void setInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    long longAt(int at) {
        return (long) LONG.get(bytes, at);
    }

    static long longIn(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    void setLong(int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** True when both hold the same bytes from a place on. */
    boolean sameFrom(int from, Cell other) {
        return Arrays.equals(bytes, from, length, other.bytes, from, other.length);
    }

    @Override
    public void readMarshallable(BytesIn<?> in) {
        resize((int) in.readStopBit());
        in.read(bytes, 0, length);
    }

    @Override
    public void writeMarshallable(BytesOut<?> out) {
        out.writeStopBit(length);
        out.write(bytes, 0, length);
    }
}
