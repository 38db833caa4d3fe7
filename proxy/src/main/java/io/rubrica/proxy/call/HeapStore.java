package io.rubrica.proxy.call;

import io.netty.util.collection.LongObjectHashMap;
import java.util.function.LongConsumer;

/** Dialogs as bytes on the heap, lost with the process: for calls that are only played. */
final class HeapStore implements DialogStore {
    private final LongObjectHashMap<byte[]> dialogs = new LongObjectHashMap<>();
    private final Signature signature = Signature.random();

    @Override
    public boolean put(long key, DialogBytes bytes) {
        dialogs.put(key, bytes.copy());
        return true;
    }

    @Override
    public boolean read(long key, DialogBytes into) {
        byte[] bytes = dialogs.get(key);
        if (bytes != null) into.set(bytes);
        return bytes != null;
    }

    @Override
    public void remove(long key) {
        dialogs.remove(key);
    }

    @Override
    public void forEachKey(LongConsumer each) {
        dialogs.keySet().forEach(each::accept);
    }

    @Override
    public double fill() {
        return 0;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
