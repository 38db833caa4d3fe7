package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Refusal;
import io.rubrica.proxy.trunk.Target;
import java.util.List;

/** New calls that meet a trunk's limits: a call in is refused, a call out takes the next trunk that it may. */
final class FullTrunks {
    private static final int IN = 480;
    private static final int OUT = 503;
    private static final byte[] UNAVAILABLE_IN = Ascii.bytes("480 Temporarily Unavailable");
    // Without Retry-After, or the PBX would keep away all its calls from us (RFC 3261, 21.5.4).
    private static final byte[] UNAVAILABLE_OUT = Ascii.bytes("503 Service Unavailable");
    private static final byte[] SOON = Ascii.bytes("Retry-After: 1\r\n");
    private static final byte[] NOTHING = {};

    private final Switchboard board;

    FullTrunks(Switchboard board) {
        this.board = board;
    }

    /**
     * Takes a place for a call, or refuses it.
     *
     * @param targets where it may go, best first; at least one
     * @return those that are left: the first has room; empty: it was refused
     */
    List<Target> withRoom(
            ServerTransaction transaction, Peer from, List<Target> targets, TrunkPlace place, Caller caller) {
        if (from.isTrunk()) {
            Refusal refusal = place.take(from);
            if (refusal == null) return targets;
            transaction.answer(UNAVAILABLE_IN, board.newTag(), refusal == Refusal.TOO_FAST ? SOON : NOTHING);
            tell(from, "", caller, refusal, IN);
            return List.of();
        }
        Refusal first = null;
        for (int i = 0; i < targets.size(); i++) {
            Peer to = targets.get(i).peer();
            Refusal refusal = to.isTrunk() ? place.take(to) : null;
            if (refusal == null) return targets.subList(i, targets.size());
            if (first == null) first = refusal;
        }
        if (first == null) throw new IllegalArgumentException("no target");
        transaction.answer(UNAVAILABLE_OUT, board.newTag());
        tell(targets.get(0).peer(), from.name(), caller, first, OUT);
        return List.of();
    }

    private void tell(Peer trunk, String pbx, Caller caller, Refusal refusal, int status) {
        boolean inbound = pbx.isEmpty();
        board.lifetimes.tell(new CallEvent(
                inbound ? "in" : "out",
                trunk.name(),
                pbx,
                caller.number().isEmpty() ? "anonymous" : caller.number(),
                caller.called(),
                Outcome.of(refusal),
                status,
                "",
                "",
                "",
                0,
                0,
                0));
    }
}
