package io.rubrica.proxy.call;

import java.util.function.LongConsumer;

/** Where confirmed dialogs are kept as bytes, by the number in our tag on the caller's leg. For one event loop. */
public interface DialogStore extends AutoCloseable {
    /** Keeps the bytes in place of those that were there; false when there is no room for them. */
    boolean put(long key, DialogBytes bytes);

    /** Reads a dialog; false when there is none of this key. */
    boolean read(long key, DialogBytes into);

    void remove(long key);

    /** Every key, once; before calls are carried. */
    void forEachKey(LongConsumer each);

    /** How full it is, from 0 to 1. */
    double fill();

    /** What our own Call-IDs are signed with: known again when the process that made them is gone. */
    Signature signature();

    @Override
    void close();
}
