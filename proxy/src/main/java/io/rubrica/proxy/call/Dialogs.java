package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.WireMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The dialog table. */
interface Dialogs {
    void put(Dialog dialog);

    void remove(Dialog dialog);

    /** The leg that a request with a To tag came in on: found by our tag and theirs, then compared, Call-ID too. */
    @Nullable
    Leg find(WireMessage request);

    /** The leg on which a peer calls a dialog by this name; the tags are ours and the peer's. */
    @Nullable
    Leg find(byte[] callId, byte[] localTag, byte[] remoteTag);

    int size();

    void forEach(Consumer<Dialog> each);
}
