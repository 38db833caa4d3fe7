package io.rubrica.proxy.call;

import io.rubrica.directory.phonebook.Match;
import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.enrich.CallerName;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import org.jspecify.annotations.Nullable;

/**
 * For a peer that only asks for names: its INVITE is answered 302 with itself as the Contact, whose display name is the
 * caller's. From of a response equals its request's (RFC 3261, 8.2.6.2), so it cannot carry the name. The call goes on
 * without us: there is no dialog and no second leg.
 */
final class Redirection {
    private static final byte[] MOVED = Ascii.bytes("302 Moved Temporarily");
    private static final byte[] CONTACT = Ascii.bytes("Contact: ");
    private static final int STATUS = 302;

    private final Switchboard board;
    private final EnricherChoice enrichers;

    Redirection(Switchboard board, EnricherChoice enrichers) {
        this.board = board;
        this.enrichers = enrichers;
    }

    /** @param emergency whether the call is left alone: then nobody is looked up */
    void answer(ServerTransaction transaction, WireMessage invite, Peer from, boolean emergency) {
        long began = board.now();
        board.counters.callsIn.increment();
        board.counters.callsRedirected.increment();
        board.uri.read(invite.bytes, invite.uriFrom(), invite.uriTo());
        Caller caller = board.callerHeaders.caller(invite, from.trusted(), board.uri.user(invite.bytes));
        Enrichment enrichment = emergency
                ? new Enrichment.LeftAlone(Enrichment.Reason.EMERGENCY)
                : enrichers.of(from, null).enrich(caller);
        board.counters.naming(enrichment.reason()).increment();
        CallerName written = enrichment.written();
        if (written != null) remember(invite, caller, written);
        transaction.answer(MOVED, board.newTag(), lines(invite, from, caller, written));
        board.lifetimes.tell(event(from, caller, enrichment, board.now() - began));
    }

    /** Where the call goes on, a PBX may forward it out through us again: then the name must not go out with it. */
    private void remember(WireMessage invite, Caller caller, CallerName written) {
        NameAddress party = invite.from();
        board.written.wrote(caller.number(), written.text(), invite.copy(party.displayFrom, party.displayTo));
    }

    private byte[] lines(WireMessage invite, Peer from, Caller caller, @Nullable CallerName written) {
        MessageWriter out = board.scratch();
        out.put(CONTACT);
        byte[] name = written == null ? null : written.quoted();
        if (name != null) out.put(name).put((byte) ' ');
        out.put((byte) '<').put(invite.bytes, invite.uriFrom(), invite.uriTo()).put((byte) '>');
        out.crlf();
        if (name == null || !from.trusted()) return out.copy();
        Identity named = board.identities.naming(name, caller.number(), false, null);
        for (int header = invite.first(HeaderKind.P_ASSERTED_IDENTITY); header >= 0; header = invite.next(header))
            // Writes nothing where no value has the number.
            named.write(invite, header, out);
        return out.copy();
    }

    private static CallEvent event(Peer from, Caller caller, Enrichment enrichment, long milliseconds) {
        Match.Found found = enrichment instanceof Enrichment.Renamed renamed ? renamed.because() : null;
        return new CallEvent(
                "in",
                from.name(),
                "",
                caller.number().isEmpty() ? "anonymous" : caller.number(),
                caller.called(),
                Outcome.REDIRECTED,
                STATUS,
                enrichment.reason().word(),
                found == null ? "" : found.rule().word(),
                found == null ? "" : found.contact().source(),
                milliseconds,
                0,
                0);
    }
}
