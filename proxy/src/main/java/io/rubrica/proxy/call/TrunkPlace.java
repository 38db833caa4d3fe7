package io.rubrica.proxy.call;

import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Refusal;
import io.rubrica.proxy.trunk.TrunkGate;
import org.jspecify.annotations.Nullable;

/** The one place that a call has at a trunk while it is set up. What is answered is counted by its dialogs. */
final class TrunkPlace {
    private final Switchboard board;
    private final boolean emergency;
    private @Nullable TrunkGate held;

    TrunkPlace(Switchboard board, boolean emergency) {
        this.board = board;
        this.emergency = emergency;
    }

    /** Takes a place at that trunk instead of the one before; or says why there is none, and nothing has changed. */
    @Nullable
    Refusal take(Peer trunk) {
        TrunkGate gate = board.gates.of(trunk.name());
        // Another address of the same trunk.
        if (gate == held) return null;
        Refusal refusal = gate.enter(trunk.rules().limits(), emergency, board.now());
        if (refusal != null) return refusal;
        leave();
        held = gate;
        return null;
    }

    /** The call is set up, or over. */
    void leave() {
        if (held != null) held.left();
        held = null;
    }
}
