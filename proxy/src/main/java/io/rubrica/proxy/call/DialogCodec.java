package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Enrichment;
import io.rubrica.proxy.sip.Echo;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.ReplyPath;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Peers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A dialog as bytes, and back. Peers and sockets are kept by their names, so that a dialog is understood by the next
 * process, too; a newer one may know names and versions that this one does not.
 */
final class DialogCodec {
    /** What 1 lacked: the credentials of invitations. 2: whether it is a sips call, and the numbers of REFERs. */
    private static final int VERSION = 3;

    private static final int OLDEST = 1;
    private static final Map<String, Enrichment.Reason> REASONS = new HashMap<>();

    static {
        for (Enrichment.Reason reason : Enrichment.Reason.values()) REASONS.put(reason.word(), reason);
    }

    private final NamedPeers names;

    DialogCodec(NamedPeers names) {
        this.names = names;
    }

    void encode(Dialog dialog, DialogBytes out) {
        out.clear();
        out.put(VERSION);
        out.put(dialog.up);
        out.put(dialog.forgottenAt);
        out.put(dialog.sessionSeconds);
        out.put(dialog.seenAt);
        out.put(dialog.transfers);
        out.put(dialog.lookedAt == Long.MAX_VALUE ? 0 : dialog.lookedAt);
        leg(dialog.caller(), out);
        leg(dialog.callee(), out);
        record(dialog.record, out);
        out.put(dialog.siblings.length);
        for (long sibling : dialog.siblings) out.put(sibling);
        out.put(dialog.invitations.size());
        for (Invitation invitation : dialog.invitations) invitation(invitation, out);
        for (Invitation invitation : dialog.invitations) out.put(invitation.credentials);
        out.put(dialog.secure);
        out.put(dialog.caller().referOffset);
        out.put(dialog.callee().referOffset);
    }

    /**
     * Reads a dialog.
     *
     * @throws IllegalArgumentException when it is of a newer version, or of a socket that is no more, or no more what it was
     * @throws IndexOutOfBoundsException when it is damaged
     */
    Dialog decode(long key, DialogBytes in) {
        in.rewind();
        long version = in.number();
        if (version < OLDEST || version > VERSION) throw new IllegalArgumentException("a dialog of version " + version);
        boolean up = in.flag();
        long forgottenAt = in.number();
        long sessionSeconds = in.number();
        long seenAt = in.number();
        int transfers = (int) in.number();
        long lookedAt = in.number();
        Leg caller = leg(in);
        Leg callee = leg(in);
        Dialog dialog = new Dialog(key, caller, callee, record(caller.peer, callee.peer, in));
        dialog.up = up;
        dialog.forgottenAt = forgottenAt;
        dialog.sessionSeconds = sessionSeconds;
        dialog.seenAt = seenAt;
        dialog.transfers = transfers;
        dialog.lookedAt = lookedAt == 0 ? Long.MAX_VALUE : lookedAt;
        dialog.siblings = new long[few(in)];
        for (int i = 0; i < dialog.siblings.length; i++) dialog.siblings[i] = in.number();
        for (int rest = few(in); rest > 0; rest--) dialog.invited(invitation(in));
        if (version >= 2) for (Invitation invitation : dialog.invitations) invitation.credentials = in.value();
        dialog.secure = version >= 3 && in.flag();
        caller.referOffset = version >= 3 ? in.number() : 0;
        callee.referOffset = version >= 3 ? in.number() : 0;
        if (dialog.secure && !isOverTls(callee)) throw new IllegalArgumentException("a sips call without TLS");
        return dialog;
    }

    private static boolean isOverTls(Leg leg) {
        return leg.hop.listener().transport() == Transport.TLS;
    }

    private static int few(DialogBytes in) {
        long count = in.number();
        if (count < 0 || count > 64) throw new IndexOutOfBoundsException("a count of " + count);
        return (int) count;
    }

    private static void leg(Leg leg, DialogBytes out) {
        out.put(leg.peer.side() == Peer.Side.TRUNK);
        out.put(leg.peer.name());
        out.put(leg.callId);
        out.put(leg.local);
        tag(leg.localTag, leg.local, out);
        out.put(leg.remote);
        tag(leg.remoteTag, leg.remote, out);
        out.put(leg.target);
        out.put(leg.routes);
        hop(leg.hop, out);
        out.put(leg.lastCseq);
        out.put(leg.cseqOffset);
    }

    private Leg leg(DialogBytes in) {
        Peer.Side side = in.flag() ? Peer.Side.TRUNK : Peer.Side.PBX;
        String peerName = in.text();
        byte[] callId = in.value();
        byte[] local = in.value();
        byte[] localTag = tag(local, in);
        byte[] remote = in.value();
        byte[] remoteTag = tag(remote, in);
        byte[] target = in.value();
        byte[] routes = in.value();
        Hop hop = hop(in);
        Peer peer = names.peer(side, peerName, hop);
        Leg leg = new Leg(peer, callId, localTag, remoteTag, local, remote, target, routes, hop);
        leg.lastCseq = in.number();
        leg.cseqOffset = in.number();
        return leg;
    }

    /** A tag stands inside its party's value, so where it does is enough. */
    private static void tag(byte[] tag, byte[] party, DialogBytes out) {
        int at = lastIndexOf(tag, party);
        out.put(at);
        if (at < 0) out.put(tag);
        else out.put(tag.length);
    }

    private static byte[] tag(byte[] party, DialogBytes in) {
        int at = (int) in.number();
        if (at < 0) return in.value();
        int length = (int) in.number();
        if (length < 0 || length > party.length - at) throw new IndexOutOfBoundsException("a tag outside its party");
        return java.util.Arrays.copyOfRange(party, at, at + length);
    }

    private static int lastIndexOf(byte[] tag, byte[] party) {
        for (int at = party.length - tag.length; at >= 0; at--)
            if (Leg.same(tag, party, at, at + tag.length)) return at;
        return -1;
    }

    private static void hop(Hop hop, DialogBytes out) {
        out.put(hop.listener().name());
        Listener forLarge = hop.forLarge();
        out.put(forLarge == null ? "" : forLarge.name());
        address(hop.address(), out);
    }

    private Hop hop(DialogBytes in) {
        Listener listener = listener(in);
        Listener forLarge = names.listener(in.text());
        return new Hop(listener, address(in), forLarge);
    }

    private Listener listener(DialogBytes in) {
        String name = in.text();
        Listener listener = names.listener(name);
        if (listener == null) throw new IllegalArgumentException("no listener is called " + name);
        return listener;
    }

    /** The name that an address was made with goes along: over TLS it is what the other side must prove. */
    private static void address(InetSocketAddress address, DialogBytes out) {
        InetAddress ip = address.getAddress();
        String host = address.getHostString();
        out.put(ip.getAddress());
        out.put(host.equals(ip.getHostAddress()) ? "" : host);
        out.put(address.getPort());
    }

    private static InetSocketAddress address(DialogBytes in) {
        byte[] ip = in.value();
        String host = in.text();
        int port = (int) in.number();
        try {
            InetAddress address = host.isEmpty() ? InetAddress.getByAddress(ip) : InetAddress.getByAddress(host, ip);
            // An address that was made without a name would be asked for one by getHostName, never by us.
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException("an address of " + ip.length + " bytes", wrongLength);
        }
    }

    private static void record(CallRecord record, DialogBytes out) {
        out.put(record.caller());
        out.put(record.called);
        out.put(record.naming().word());
        out.put(record.rule());
        out.put(record.source());
        optional(record.name(), out);
        out.put(record.emergency);
        out.put(record.began);
        out.put(record.tries);
        out.put(record.answered);
    }

    private static CallRecord record(Peer from, Peer to, DialogBytes in) {
        String caller = in.text();
        String called = in.text();
        Enrichment.Reason naming = REASONS.getOrDefault(in.text(), Enrichment.Reason.UNKNOWN);
        CallRecord record = new CallRecord(
                from, to, caller, called, naming, in.text(), in.text(), optional(in), in.flag(), in.number(), (int)
                        in.number());
        record.answered = in.number();
        return record;
    }

    private static void invitation(Invitation invitation, DialogBytes out) {
        out.put(invitation.byCaller);
        out.put(invitation.cseq);
        out.put(invitation.cseqThere);
        out.put(invitation.accepted);
        optional(invitation.ack, out);
        ReplyPath back = invitation.back;
        out.put(back != null);
        if (back == null) return;
        out.put(back.listener().name());
        address(back.source(), out);
        address(back.replyTo(), out);
        out.put(back.echo().lines());
        for (int place : back.echo().places()) out.put(place);
    }

    private Invitation invitation(DialogBytes in) {
        boolean byCaller = in.flag();
        long cseq = in.number();
        long cseqThere = in.number();
        long accepted = in.number();
        byte[] ack = optional(in);
        Invitation invitation = new Invitation(byCaller, cseq, cseqThere, in.flag() ? back(in) : null);
        invitation.accepted = accepted;
        invitation.ack = ack;
        return invitation;
    }

    private ReplyPath back(DialogBytes in) {
        Listener listener = listener(in);
        InetSocketAddress source = address(in);
        InetSocketAddress replyTo = address(in);
        byte[] lines = in.value();
        int[] places = new int[6];
        for (int i = 0; i < places.length; i++) places[i] = (int) in.number();
        return new ReplyPath(listener, source, replyTo, Echo.kept(lines, places));
    }

    private static void optional(byte @Nullable [] value, DialogBytes out) {
        out.put(value != null);
        if (value != null) out.put(value);
    }

    private static byte @Nullable [] optional(DialogBytes in) {
        return in.flag() ? in.value() : null;
    }

    /** Peers and sockets by the names that dialogs keep of them. */
    interface NamedPeers {
        /** The peer, or one that stands for it where the settings no longer have it. */
        Peer peer(Peer.Side side, String name, Hop hop);

        /** The socket, or null: there is none of this name. */
        @Nullable
        Listener listener(String name);

        /** Those that are peers when they are asked for. */
        static NamedPeers of(Supplier<Peers> now) {
            return new NamedPeers() {
                @Override
                public Peer peer(Peer.Side side, String name, Hop hop) {
                    Peer known = now.get().named(side, name);
                    if (known != null) return known;
                    return new Peer(side, name, List.of(), hop.address(), hop.listener(), "", false, List.of());
                }

                @Override
                public @Nullable Listener listener(String name) {
                    return now.get().listener(name);
                }
            };
        }
    }
}
