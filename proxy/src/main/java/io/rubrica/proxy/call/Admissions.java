package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Peers;
import io.rubrica.proxy.trunk.Target;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** New calls: whether they are let in, and where they go. */
final class Admissions {
    private static final byte[] UNAVAILABLE = Ascii.bytes("503 Service Unavailable");
    private static final byte[] RETRY_AFTER = Ascii.bytes("Retry-After: 10\r\n");
    private static final byte[] NOT_FOUND = Ascii.bytes("404 Not Found");
    private static final byte[] BAD_EXTENSION = Ascii.bytes("420 Bad Extension");
    private static final byte[] BAD_REQUEST = Ascii.bytes("400 Bad Request-URI");
    private static final byte[] BAD_SCHEME = Ascii.bytes("416 Unsupported URI Scheme");

    private static final byte[] NOT_SECURE = Ascii.bytes("480 Temporarily Unavailable");
    /** RFC 5630, 5.3: there is no way to go on with sips. */
    private static final byte[] WARNING = Ascii.bytes("Warning: 380 rubrica \"SIPS Not Allowed\"\r\n");

    private final Switchboard board;
    private final Peers peers;
    private final EnricherChoice enrichers;
    private final Emergency emergencies;
    private final SipUri uri;
    private final Redirection redirection;
    private final FullTrunks full;

    Admissions(Switchboard board, Peers peers, EnricherChoice enrichers, Emergency emergencies) {
        this.board = board;
        this.uri = board.uri;
        this.peers = peers;
        this.enrichers = enrichers;
        this.emergencies = emergencies;
        redirection = new Redirection(board, enrichers);
        full = new FullTrunks(board);
    }

    void invite(ServerTransaction transaction, WireMessage invite, Peer sender, InetSocketAddress source) {
        Peer from = board.registrations().trunk(sender, invite, source, transaction.listener());
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
        } else if (from.rules().redirectClient()) {
            redirection.answer(transaction, invite, from, emergency);
        } else {
            String host = trunksHost(invite, uri.host(in));
            boolean secure = uri.scheme == SipUri.Scheme.SIPS;
            byte[] called = board.registrations().called(from, invite);
            String number = called == null ? uri.user(in) : SipUri.unescape(called);
            Caller caller = board.callerHeaders.caller(invite, from.trusted(), number);
            Leg asked = board.dialogNames.asked(invite);
            List<Target> targets = asked != null
                    ? peers.towards(asked.peer)
                    : from.isTrunk()
                            ? peers.towardsPbx(from)
                            : peers.towardsTrunk(host, from.listener(), caller.number(), emergency);
            // A call that asked for TLS all the way goes no other way (RFC 3261, 26.2.2), unless somebody's life is at
            // stake.
            List<Target> allowed = secure && !emergency ? overTls(targets) : targets;
            // Somebody is there, but nobody knows where. Without Retry-After, or the PBX would keep away from us.
            boolean lost = targets.isEmpty() && peers.hasSomebodyFor(from);
            if (lost) transaction.answer(UNAVAILABLE, board.newTag());
            else if (targets.isEmpty()) transaction.answer(NOT_FOUND, board.newTag());
            else if (allowed.isEmpty()) transaction.answer(NOT_SECURE, board.newTag(), WARNING);
            else connect(transaction, invite, from, allowed, asked, source, caller, called, emergency);
        }
    }

    /** The host that chooses a trunk: a Route's that names one, which ours does not, else the Request-URI's. */
    private @Nullable String trunksHost(WireMessage invite, @Nullable String requested) {
        String routed = invite.has(HeaderKind.ROUTE) ? board.routes.firstRoute(invite, peers::isTrunk) : null;
        return routed == null ? requested : routed;
    }

    private static List<Target> overTls(List<Target> targets) {
        return targets.stream()
                .filter(each -> each.hop().listener().transport() == Transport.TLS)
                .toList();
    }

    /** On a call in, 112 is somebody's extension; of a call that goes on elsewhere nobody knows. */
    private boolean isEmergencyNumber(Peer from, String called) {
        return (!from.isTrunk() || from.rules().redirectClient()) && emergencies.isNumber(called);
    }

    private byte[] unsupported(WireMessage invite) {
        MessageWriter lines = board.scratch();
        Questions.unsupported(invite, HeaderKind.PROXY_REQUIRE, lines);
        return lines.copy();
    }

    private void connect(
            ServerTransaction transaction,
            WireMessage invite,
            Peer from,
            List<Target> targets,
            @Nullable Leg asked,
            InetSocketAddress source,
            Caller caller,
            byte @Nullable [] called,
            boolean emergency) {
        TrunkPlace place = new TrunkPlace(board, emergency);
        List<Target> order = board.healths.trustedFirst(targets, board.now());
        List<Target> open = full.withRoom(transaction, from, order, place, caller);
        if (open.isEmpty()) return;
        (from.isTrunk() ? board.counters.callsIn : board.counters.callsOut).increment();
        Hop back = new Hop(transaction.listener(), source);
        OutgoingInvite outgoing = new OutgoingInvite(board, enrichers, from, back, asked, caller, called, emergency);
        new CallSetup(board, transaction, invite.cseq(), outgoing, open, place).begin(invite);
    }
}
