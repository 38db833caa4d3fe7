package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.enrich.CallerName;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an SBC that only asks for names: 302 to where it was going anyway, with the caller's name. From stays as
 * it was asked (RFC 3261, 8.2.6.2), so the name stands in Contact, and in the P-Asserted-Identity that was believed.
 */
final class Redirection {
    private static final byte[] MOVED = Ascii.bytes("302 Moved Temporarily");
    private static final byte[] CONTACT = Ascii.bytes("Contact: ");

    private final Switchboard board;
    private final EnricherChoice enrichers;

    Redirection(Switchboard board, EnricherChoice enrichers) {
        this.board = board;
        this.enrichers = enrichers;
    }

    /** @param emergency nobody is looked up */
    void answer(ServerTransaction transaction, WireMessage invite, Peer from, Caller caller, boolean emergency) {
        Enrichment enrichment = emergency
                ? new Enrichment.LeftAlone(Enrichment.Reason.EMERGENCY)
                : enrichers.of(from, null).enrich(caller);
        board.counters.redirected.increment();
        board.counters.naming(enrichment.reason()).increment();
        CallerName written = enrichment.written();
        transaction.answer(
                MOVED, board.newTag(), lines(invite, from, caller, written == null ? null : written.quoted()));
        board.lifetimes.tell(CallRecord.redirected(from, caller, enrichment));
    }

    private byte[] lines(WireMessage invite, Peer from, Caller caller, byte @Nullable [] name) {
        MessageWriter lines = board.scratch();
        lines.put(CONTACT);
        if (name != null) lines.put(name).put((byte) ' ');
        lines.put((byte) '<')
                .put(invite.bytes, invite.uriFrom(), invite.uriTo())
                .put((byte) '>')
                .crlf();
        if (name != null && from.trusted()) asserted(invite, caller, name, lines);
        return lines.copy();
    }

    /** Repeats what was asserted of this number, with the name; what is of another number is not repeated. */
    private void asserted(WireMessage invite, Caller caller, byte[] name, MessageWriter lines) {
        Identity naming = board.callerHeaders.naming(name, caller.number(), false, null);
        for (int header = invite.first(HeaderKind.P_ASSERTED_IDENTITY); header >= 0; header = invite.next(header))
            naming.write(invite, header, lines);
    }
}
