package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.enrich.CallerName;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.HeaderChanges;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Target;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A caller's INVITE on its way out: said anew for each target that is tried, because name, Request-URI and rules differ from
 * target to target, and because each try is a second leg of its own.
 */
final class OutgoingInvite {
    private static final byte[] INVITE = Ascii.bytes("INVITE ");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] NOTHING = {};

    /** One INVITE of a second leg. It stands in the transactions' writer, ready to be sent under its id. */
    record Written(Target target, long id, CallSetup.Parties parties, CallRecord record) {}

    private final Switchboard board;
    private final EnricherChoice enrichers;
    private final Peer from;
    private final Hop back;
    private final @Nullable Leg asked;
    private final Caller caller;
    private final byte @Nullable [] called;
    private final boolean emergency;
    private final long began;
    private int tries;
    private byte @Nullable [] kept;

    /**
     * @param back the way that the caller's INVITE came
     * @param asked the leg of whoever is asked to give up a call; null: it takes over none of ours
     * @param called the user part of whom it calls, where the Request-URI does not say it; else null
     */
    OutgoingInvite(
            Switchboard board,
            EnricherChoice enrichers,
            Peer from,
            Hop back,
            @Nullable Leg asked,
            Caller caller,
            byte @Nullable [] called,
            boolean emergency) {
        this.board = board;
        this.enrichers = enrichers;
        this.from = from;
        this.back = back;
        this.asked = asked;
        this.caller = caller;
        this.called = called;
        this.emergency = emergency;
        this.began = board.now();
    }

    Peer from() {
        return from;
    }

    boolean isEmergency() {
        return emergency;
    }

    /** Keeps what the caller sent, whose bytes are good only until the next message, so that it can be said again. */
    void keep(WireMessage invite) {
        kept = invite.copy(0, invite.bodyTo());
    }

    /** Nobody else will be tried. */
    void forget() {
        kept = null;
    }

    /** Writes the INVITE for another target, from what was kept. */
    Written again(Target target) {
        byte[] bytes = kept;
        if (bytes == null) throw new IllegalStateException("the caller's INVITE was not kept");
        return to(target, board.reread(bytes));
    }

    /** Writes the INVITE for a target. */
    Written to(Target to, WireMessage invite) {
        return towards(to.routes().length == 0 ? to : alongRoutes(to), invite);
    }

    /** To the first of its routes, which is looked up anew for each call. */
    private Target alongRoutes(Target target) {
        Hop first = board.destinations.of(target.routes(), NOTHING, target.hop());
        return new Target(target.peer(), first, target.routes());
    }

    private Written towards(Target target, WireMessage invite) {
        tries++;
        Peer to = target.peer();
        Enrichment enrichment = enrichment(to);
        if (tries == 1) board.counters.naming(enrichment.reason()).increment();
        CallerName written = enrichment.written();
        byte[] name = written == null ? null : written.quoted();
        if (written != null) remember(invite, written);

        Transactions transactions = board.transactions();
        long id = transactions.newId();
        byte[] localTag = board.newTag();
        byte[] callId = board.newCallId(localTag);
        PartyUris uris = !to.isTrunk() || from.isTrunk() || emergency ? null : board.uris(to, invite);
        Identity identity = identity(invite, to, name, uris);
        HeaderChanges changes = board.headerChanges(from, to, emergency);
        MessageWriter out = transactions.writer();
        out.clear();
        out.put(INVITE);
        requestUri(invite, to, uris, out);
        byte[] calleeTarget = Arrays.copyOfRange(out.bytes(), INVITE.length, out.length());
        out.put(END_OF_START_LINE);
        board.passage.cross(
                invite,
                out,
                new RequestCrossing(
                                transactions,
                                target.hop().listener(),
                                id,
                                target.routes(),
                                callId,
                                localTag,
                                NOTHING,
                                0,
                                identity,
                                null,
                                null,
                                null)
                        .secure(isSecure(invite)),
                changes,
                changes.added());
        CallRecord record =
                CallRecord.of(from, to, caller.number(), caller.called(), enrichment, name, emergency, began, tries);
        return new Written(target, id, parties(invite, callId, localTag, identity, calleeTarget, target.hop()), record);
    }

    /** An emergency call goes out as it can. */
    private boolean isSecure(WireMessage invite) {
        SipUri uri = board.uri;
        return !emergency
                && uri.read(invite.bytes, invite.uriFrom(), invite.uriTo())
                && uri.scheme == SipUri.Scheme.SIPS;
    }

    private Enrichment enrichment(Peer to) {
        if (emergency) return new Enrichment.LeftAlone(Enrichment.Reason.EMERGENCY);
        if (!from.isTrunk() || to.isTrunk()) return new Enrichment.LeftAlone(Enrichment.Reason.NOT_FROM_TRUNK);
        return enrichers.of(from, to).enrich(caller);
    }

    private void remember(WireMessage invite, CallerName written) {
        NameAddress party = invite.from();
        byte[] before = invite.copy(party.displayFrom, party.displayTo);
        board.written.wrote(caller.number(), written.text(), before);
    }

    private Identity identity(WireMessage invite, Peer to, byte @Nullable [] name, @Nullable PartyUris uris) {
        if (emergency) return Identity.UNTOUCHED;
        boolean drop = board.dropsAsserted(from, to, invite);
        if (to.isTrunk()) return board.identities.guarding(drop, uris);
        return board.identities.naming(name, caller.number(), drop, null);
    }

    /** User part and parameters stay, but for the way in which a trunk wants numbers; host and port become the peer's. */
    private void requestUri(WireMessage invite, Peer to, @Nullable PartyUris uris, MessageWriter out) {
        // Credentials that cross were computed over the Request-URI, which therefore stays (RFC 3261, 22.4).
        boolean signed = invite.has(HeaderKind.AUTHORIZATION) || invite.has(HeaderKind.PROXY_AUTHORIZATION);
        byte[] number =
                uris == null || signed ? null : uris.calledNumber(invite.bytes, invite.uriFrom(), invite.uriTo());
        byte[] in = number == null ? invite.bytes : number;
        SipUri uri = board.uri;
        uri.read(in, number == null ? invite.uriFrom() : 0, number == null ? invite.uriTo() : number.length);
        if (asked != null && uri.userTo == uri.userFrom && uri.scheme != SipUri.Scheme.OTHER) {
            // Who takes over a call knows the other one by our Contact, which says no user (RFC 5589, 7.3).
            out.put(asked.target);
            return;
        }
        if (called != null) {
            // It was our own Contact; its parameters say how to reach us, not the PBX.
            out.put(in, uri.start, uri.userFrom).put(called).put((byte) '@').put(Ascii.bytes(to.uriHost()));
            return;
        }
        boolean hostless = uri.scheme == SipUri.Scheme.TEL || uri.scheme == SipUri.Scheme.OTHER;
        String host = uri.host(in);
        boolean alreadyTheirs = host != null && to.domains().contains(host.toLowerCase(Locale.ROOT));
        if (hostless || signed || alreadyTheirs) {
            out.put(in, uri.start, uri.headersFrom(in));
            return;
        }
        out.put(in, uri.start, uri.hostFrom)
                .put(Ascii.bytes(to.uriHost()))
                .put(in, uri.hostPortTo, uri.headersFrom(in));
    }

    private CallSetup.Parties parties(
            WireMessage invite, byte[] callId, byte[] localTag, Identity identity, byte[] calleeTarget, Hop hop) {
        NameAddress party = invite.from();
        NameAddress called = invite.to();
        byte[] contact = board.contactOf(invite);
        byte[] target = contact != null ? contact : invite.copy(party.uriFrom, party.uriTo);
        byte[] routes = board.routes.fromRequest(invite);
        MessageWriter calleeFrom = board.scratch();
        CallerHeaders.party(
                calleeFrom, invite.bytes, party, identity.fromDisplay(invite), identity.fromUri(invite), localTag);
        byte[] calleeFromValue = calleeFrom.copy();
        return new CallSetup.Parties(
                invite.copyValue(HeaderKind.CALL_ID),
                invite.copy(party.tagFrom, party.tagTo),
                invite.copy(party.start, party.end),
                invite.copy(called.start, called.end),
                target,
                routes,
                board.destinations.of(routes, target, back),
                callId,
                localTag,
                calleeFromValue,
                calleeTarget,
                hop,
                isSecure(invite));
    }
}
