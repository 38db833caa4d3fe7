package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.enrich.CallerName;
import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.Target;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** New calls: whether they are let in, where they go, and the INVITE of their second leg. */
final class Admissions {
    private static final byte[] UNAVAILABLE = Ascii.bytes("503 Service Unavailable");
    private static final byte[] RETRY_AFTER = Ascii.bytes("Retry-After: 10\r\n");
    private static final byte[] NOT_FOUND = Ascii.bytes("404 Not Found");
    private static final byte[] BAD_EXTENSION = Ascii.bytes("420 Bad Extension");
    private static final byte[] UNSUPPORTED = Ascii.bytes("Unsupported: ");
    private static final byte[] BAD_REQUEST = Ascii.bytes("400 Bad Request-URI");
    private static final byte[] BAD_SCHEME = Ascii.bytes("416 Unsupported URI Scheme");
    private static final byte[] INVITE = Ascii.bytes("INVITE ");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] NOTHING = {};

    private final Switchboard board;
    private final Peers peers;
    private final EnricherChoice enrichers;
    private final Emergency emergencies;
    private final SipUri uri = new SipUri();

    Admissions(Switchboard board, Peers peers, EnricherChoice enrichers, Emergency emergencies) {
        this.board = board;
        this.peers = peers;
        this.enrichers = enrichers;
        this.emergencies = emergencies;
    }

    void invite(ServerTransaction transaction, WireMessage invite, Peer from, InetSocketAddress source) {
        byte[] in = invite.bytes;
        boolean readable = uri.read(in, invite.uriFrom(), invite.uriTo());
        boolean urn = readable && uri.scheme == SipUri.Scheme.OTHER;
        boolean emergency = readable
                && (urn ? emergencies.isUrn(invite.text(uri.start, uri.end)) : isEmergencyNumber(from, uri.user(in)));
        if (!readable) {
            transaction.answer(BAD_REQUEST, board.newTag());
        } else if (urn && !emergency) {
            transaction.answer(BAD_SCHEME, board.newTag());
        } else if (board.isDraining() && !emergency) {
            board.counters.refusedDraining.increment();
            transaction.answer(UNAVAILABLE, board.newTag(), RETRY_AFTER);
        } else if (invite.has(HeaderKind.PROXY_REQUIRE) && !emergency) {
            transaction.answer(BAD_EXTENSION, board.newTag(), unsupported(invite));
        } else {
            List<Target> targets =
                    from.isTrunk() ? peers.towardsPbx(from) : peers.towardsTrunk(uri.host(in), from.listener());
            if (targets.isEmpty()) transaction.answer(NOT_FOUND, board.newTag());
            else connect(transaction, invite, from, targets.get(0).peer(), source, emergency);
        }
    }

    /** On a call in, 112 is somebody's extension. */
    private boolean isEmergencyNumber(Peer from, String called) {
        return !from.isTrunk() && emergencies.isNumber(called);
    }

    private byte[] unsupported(WireMessage invite) {
        MessageWriter lines = board.scratch();
        for (int header = invite.first(HeaderKind.PROXY_REQUIRE); header >= 0; header = invite.next(header))
            lines.put(UNSUPPORTED)
                    .put(invite.bytes, invite.valueFrom(header), invite.valueTo(header))
                    .crlf();
        return lines.copy();
    }

    private void connect(
            ServerTransaction transaction,
            WireMessage invite,
            Peer from,
            Peer to,
            InetSocketAddress source,
            boolean emergency) {
        (from.isTrunk() ? board.counters.callsIn : board.counters.callsOut).increment();
        byte[] in = invite.bytes;
        Caller caller = board.callerHeaders.caller(invite, from.trusted(), uri.user(in));
        Enrichment enrichment = enrichment(caller, from, to, emergency);
        board.counters.naming(enrichment.reason()).increment();
        CallerName written = enrichment.written();
        byte[] name = written == null ? null : written.quoted();
        if (written != null) remember(invite, caller, written);

        Transactions transactions = board.transactions();
        long id = transactions.newId();
        byte[] localTag = board.newTag();
        byte[] callId = board.newCallId(localTag);
        Identity identity = identity(invite, caller, from, to, name, emergency);
        MessageWriter out = transactions.writer();
        out.clear();
        int uriAt = INVITE.length;
        out.put(INVITE);
        requestUri(invite, to, out);
        byte[] calleeTarget = java.util.Arrays.copyOfRange(out.bytes(), uriAt, out.length());
        out.put(END_OF_START_LINE);
        board.passage.cross(
                invite,
                out,
                new RequestCrossing(
                        transactions, to.listener(), id, NOTHING, callId, localTag, NOTHING, 0, identity, null));

        CallRecord record =
                CallRecord.of(from, to, caller.number(), caller.called(), enrichment, name, emergency, board.now());
        CallSetup setup = new CallSetup(
                board,
                transaction,
                invite.cseq(),
                from,
                to,
                parties(invite, new Hop(transaction.listener(), source), callId, localTag, identity, calleeTarget, to),
                record,
                board.newTag());
        setup.sent(transactions.send(id, Method.INVITE, out, to.hop(), setup));
    }

    private Enrichment enrichment(Caller caller, Peer from, Peer to, boolean emergency) {
        if (emergency) return new Enrichment.LeftAlone(Enrichment.Reason.EMERGENCY);
        if (!from.isTrunk()) return new Enrichment.LeftAlone(Enrichment.Reason.NOT_FROM_TRUNK);
        return enrichers.of(from, to).enrich(caller);
    }

    private void remember(WireMessage invite, Caller caller, CallerName written) {
        NameAddress from = invite.from();
        byte[] before = invite.copy(from.displayFrom, from.displayTo);
        board.written.wrote(caller.number(), written.text(), before);
    }

    private Identity identity(
            WireMessage invite, Caller caller, Peer from, Peer to, byte @Nullable [] name, boolean emergency) {
        if (emergency) return Identity.UNTOUCHED;
        boolean drop = board.dropsAsserted(from, to, invite);
        if (to.isTrunk()) return board.callerHeaders.guarding(drop);
        return board.callerHeaders.naming(name, caller.number(), drop, null);
    }

    /** User part and parameters stay; host and port become the peer's. */
    private void requestUri(WireMessage invite, Peer to, MessageWriter out) {
        byte[] in = invite.bytes;
        boolean hostless = uri.scheme == SipUri.Scheme.TEL || uri.scheme == SipUri.Scheme.OTHER;
        // Credentials that cross were computed over the Request-URI, which therefore stays (RFC 3261, 22.4).
        boolean signed = invite.has(HeaderKind.AUTHORIZATION) || invite.has(HeaderKind.PROXY_AUTHORIZATION);
        String host = uri.host(in);
        boolean alreadyTheirs = host != null && to.domains().contains(host.toLowerCase(Locale.ROOT));
        if (hostless || signed || alreadyTheirs) {
            out.put(in, uri.start, uri.end);
            return;
        }
        out.put(in, uri.start, uri.hostFrom).put(Ascii.bytes(to.uriHost())).put(in, uri.hostPortTo, uri.end);
    }

    private CallSetup.Parties parties(
            WireMessage invite,
            Hop back,
            byte[] callId,
            byte[] localTag,
            Identity identity,
            byte[] calleeTarget,
            Peer to) {
        NameAddress from = invite.from();
        NameAddress called = invite.to();
        byte[] contact = board.contactOf(invite);
        byte[] target = contact != null ? contact : invite.copy(from.uriFrom, from.uriTo);
        byte[] routes = board.routes.fromRequest(invite);
        MessageWriter calleeFrom = board.scratch();
        CallerHeaders.party(calleeFrom, invite.bytes, from, identity.fromDisplay(invite), localTag);
        byte[] calleeFromValue = calleeFrom.copy();
        return new CallSetup.Parties(
                invite.copyValue(HeaderKind.CALL_ID),
                invite.copy(from.tagFrom, from.tagTo),
                invite.copy(from.start, from.end),
                invite.copy(called.start, called.end),
                target,
                routes,
                board.destinations.of(routes, target, back),
                callId,
                localTag,
                calleeFromValue,
                calleeTarget,
                to.hop());
    }
}
