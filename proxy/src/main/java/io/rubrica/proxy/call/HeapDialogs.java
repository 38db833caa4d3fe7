package io.rubrica.proxy.call;

import io.netty.util.collection.LongObjectHashMap;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipHash;
import io.rubrica.proxy.sip.WireMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The dialog table on the heap: lost with the process. */
final class HeapDialogs implements Dialogs {
    private static final int USE = 11;

    private final LongObjectHashMap<Leg> legs = new LongObjectHashMap<>(1024);
    private final SipHash hash = SipHash.random();

    @Override
    public void put(Dialog dialog) {
        legs.put(key(dialog.caller()), dialog.caller());
        legs.put(key(dialog.callee()), dialog.callee());
    }

    @Override
    public void remove(Dialog dialog) {
        legs.remove(key(dialog.caller()));
        legs.remove(key(dialog.callee()));
    }

    private long key(Leg leg) {
        return hash.of(USE, leg.localTag, 0, leg.localTag.length, leg.remoteTag, 0, leg.remoteTag.length);
    }

    @Override
    public @Nullable Leg find(WireMessage request) {
        NameAddress to = request.to();
        NameAddress from = request.from();
        byte[] in = request.bytes;
        Leg leg = legs.get(hash.of(USE, in, to.tagFrom, to.tagTo, in, from.tagFrom, from.tagTo));
        boolean found = leg != null
                && Leg.same(leg.localTag, in, to.tagFrom, to.tagTo)
                && Leg.same(leg.remoteTag, in, from.tagFrom, from.tagTo)
                && request.valueIs(HeaderKind.CALL_ID, leg.callId);
        return found ? leg : null;
    }

    @Override
    public @Nullable Leg find(byte[] callId, byte[] localTag, byte[] remoteTag) {
        Leg leg = legs.get(hash.of(USE, localTag, 0, localTag.length, remoteTag, 0, remoteTag.length));
        boolean found = leg != null
                && Arrays.equals(leg.localTag, localTag)
                && Arrays.equals(leg.remoteTag, remoteTag)
                && Arrays.equals(leg.callId, callId);
        return found ? leg : null;
    }

    @Override
    public int size() {
        return legs.size() / 2;
    }

    @Override
    public void forEach(Consumer<Dialog> each) {
        for (Leg leg : new ArrayList<>(legs.values())) if (leg.isCaller()) each.accept(leg.dialog());
    }
}
