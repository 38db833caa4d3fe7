package io.rubrica.proxy.call;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipHash;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All dialogs. An early one lives on the heap; a confirmed one lives in the {@link DialogStore}, and is an object only
 * while somebody holds it, the same for all who do. What is changed must be saved before the message that tells of it
 * leaves.
 */
final class DialogTable {
    private static final int USE = 11;

    private final DialogStore store;
    private final DialogCodec codec;
    private final CallCounters counters;
    private final LongObjectHashMap<Dialog> held = new LongObjectHashMap<>(1024);
    private final CalleeIndex callees = new CalleeIndex();
    private final SipHash hash = SipHash.random();
    private final DialogBytes bytes = new DialogBytes();

    DialogTable(DialogStore store, DialogCodec codec, CallCounters counters) {
        this.store = store;
        this.codec = codec;
        this.counters = counters;
    }

    /** The key that a tag of ours on a caller's leg says. */
    static long key(byte[] tag) {
        return Ascii.hex(tag, 0, tag.length);
    }

    /** Takes up the dialogs that the last process left, and shows them. */
    void takeUp(Consumer<Dialog> each) {
        store.forEachKey(key -> {
            Dialog dialog = stored(key);
            if (dialog == null) return;
            callees.put(hash(dialog.callee()), key);
            each.accept(dialog);
        });
    }

    /** A new dialog, not confirmed yet; it is held by whoever made it. */
    void early(Dialog dialog) {
        callees.put(hash(dialog.callee()), dialog.key);
        hold(dialog);
    }

    /** Exchanges the keys of two early dialogs: who asks for the one finds the other from now on. */
    void exchange(Dialog one, Dialog other) {
        long key = one.key;
        one.key = other.key;
        other.key = key;
        for (Dialog each : new Dialog[] {one, other}) {
            held.put(each.key, each);
            callees.put(hash(each.callee()), each.key);
        }
    }

    /** Keeps a confirmed dialog as it is now. */
    void save(Dialog dialog) {
        codec.encode(dialog, bytes);
        boolean kept = store.put(dialog.key, bytes);
        dialog.stored |= kept;
        if (kept == !dialog.overflowed) return;
        dialog.overflowed = !kept;
        if (kept) {
            release(dialog);
        } else {
            // The call goes on all the same, and ends with the process.
            counters.dialogsOnHeap.increment();
            hold(dialog);
        }
    }

    /** From now on all who ask for it get this object. */
    void hold(Dialog dialog) {
        if (dialog.holders++ == 0) held.put(dialog.key, dialog);
    }

    /** One who held it needs it no more. */
    void release(Dialog dialog) {
        if (--dialog.holders == 0) held.remove(dialog.key);
    }

    void remove(Dialog dialog) {
        held.remove(dialog.key);
        callees.remove(hash(dialog.callee()));
        if (dialog.stored) store.remove(dialog.key);
        dialog.stored = false;
    }

    /** Whether it is held, stored, or on its way to be forgotten: known at all. */
    @Nullable
    Dialog get(long key) {
        Dialog dialog = held.get(key);
        return dialog != null ? dialog : stored(key);
    }

    private @Nullable Dialog stored(long key) {
        if (!store.read(key, bytes)) return null;
        try {
            Dialog dialog = codec.decode(key, bytes);
            dialog.stored = true;
            return dialog;
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            counters.dialogsLost.increment();
            store.remove(key);
            return null;
        }
    }

    private long hash(Leg leg) {
        return hash(leg.localTag, 0, leg.localTag.length, leg.remoteTag, 0, leg.remoteTag.length);
    }

    private long hash(byte[] ours, int from, int to, byte[] theirs, int theirsFrom, int theirsTo) {
        return hash.of(USE, ours, from, to, theirs, theirsFrom, theirsTo);
    }

    /** The leg that a request with a To tag came in on: found by our tag and theirs, then compared, Call-ID too. */
    @Nullable
    Leg find(WireMessage request) {
        return find(request, request.to(), request.from());
    }

    /** The leg that an answer came in on. */
    @Nullable
    Leg findAsked(WireMessage response) {
        return find(response, response.from(), response.to());
    }

    private @Nullable Leg find(WireMessage message, NameAddress ours, NameAddress theirs) {
        byte[] in = message.bytes;
        long key = callees.get(hash(in, ours.tagFrom, ours.tagTo, in, theirs.tagFrom, theirs.tagTo));
        boolean called = key != 0;
        Dialog dialog = get(called ? key : Ascii.hex(in, ours.tagFrom, ours.tagTo));
        if (dialog == null) return null;
        Leg leg = called ? dialog.callee() : dialog.caller();
        boolean found = Leg.same(leg.localTag, in, ours.tagFrom, ours.tagTo)
                && Leg.same(leg.remoteTag, in, theirs.tagFrom, theirs.tagTo)
                && message.valueIs(HeaderKind.CALL_ID, leg.callId);
        return found ? leg : null;
    }

    /** The leg on which a peer calls a dialog by this name; the tags are ours and the peer's. */
    @Nullable
    Leg find(byte[] callId, byte[] localTag, byte[] remoteTag) {
        long key = callees.get(hash(localTag, 0, localTag.length, remoteTag, 0, remoteTag.length));
        boolean called = key != 0;
        Dialog dialog = get(called ? key : key(localTag));
        if (dialog == null) return null;
        Leg leg = called ? dialog.callee() : dialog.caller();
        boolean found = Arrays.equals(leg.localTag, localTag)
                && Arrays.equals(leg.remoteTag, remoteTag)
                && Arrays.equals(leg.callId, callId);
        return found ? leg : null;
    }

    /** Dialogs, early and finished ones included. */
    int size() {
        return callees.size();
    }

    /** Dialogs that are objects just now. */
    int heldCount() {
        return held.size();
    }

    /** How full the store is, from 0 to 1. */
    double fill() {
        return store.fill();
    }

    /** Goes through all of them; for what is rare. */
    void forEach(Consumer<Dialog> each) {
        callees.forEachKey(key -> {
            Dialog dialog = get(key);
            if (dialog != null) each.accept(dialog);
        });
    }
}
