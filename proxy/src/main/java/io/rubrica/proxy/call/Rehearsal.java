package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.NextHops;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.SipCounters;
import io.rubrica.proxy.sip.TransactionUser;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.ListenerIdentity;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.PeerAddress;
import io.rubrica.proxy.trunk.Peers;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Calls that are played in memory before the port opens, on tables of their own: a machine that has just started has then
 * loaded and compiled what a call needs, and its first caller waits no longer than its thousandth.
 */
public final class Rehearsal {
    private static final InetSocketAddress TRUNK = HostPort.parse("192.0.2.1").socket();
    private static final InetSocketAddress PBX = HostPort.parse("192.0.2.3").socket();
    private static final InetSocketAddress OURS = HostPort.parse("192.0.2.2").socket();
    private static final byte[] RINGING = Ascii.bytes("180 Ringing");
    private static final byte[] OK = Ascii.bytes("200 OK");
    private static final byte[] PBX_CONTACT = Ascii.bytes("Contact: <sip:192.0.2.3:5060>\r\n");

    private final Deque<Runnable> onTheWire = new ArrayDeque<>();
    private final WireMessage atTrunk = new WireMessage();
    private final WireMessage atPbx = new WireMessage();
    private final Ids ids = new Ids();
    private final Transactions trunk;
    private final Transactions pbx;
    private final Listener trunkSocket;
    private final Listener pbxSocket;
    private final String caller;
    private final Switchboard board;
    private long now;
    private int ended;

    private Rehearsal(
            String trunkName,
            String pbxName,
            EnricherChoice enrichers,
            DialogStore store,
            CallSettings settings,
            String caller) {
        this.caller = caller;
        Listener ours = new Wire("192.0.2.2:5060") {
            @Override
            void carry(byte[] message, InetSocketAddress destination) {
                onTheWire.add(() -> deliver(message, destination));
            }
        };
        Peer carrier = new Peer(
                Peer.Side.TRUNK, trunkName, List.of(PeerAddress.parse("192.0.2.1")), TRUNK, ours, "", true, List.of());
        Peer office = new Peer(
                Peer.Side.PBX, pbxName, List.of(PeerAddress.parse("192.0.2.3")), PBX, ours, "", true, List.of());
        LongSupplier clock = () -> now;
        board = new Switchboard(
                new Peers(List.of(carrier), List.of(office)),
                enrichers,
                store,
                settings,
                new SipCounters(),
                new CallCounters(),
                event -> ended++,
                NextHops.NONE,
                clock);
        trunkSocket = socketOf(TRUNK, board, ours);
        pbxSocket = socketOf(PBX, board, ours);
        trunk = new Transactions(new Nobody(), new Ids(), new SipCounters(), clock);
        pbx = new Transactions(new Answering(), new Ids(), new SipCounters(), clock);
    }

    private void deliver(byte[] bytes, InetSocketAddress destination) {
        boolean atTheTrunk = destination.equals(TRUNK);
        WireMessage message = atTheTrunk ? atTrunk : atPbx;
        if (message.read(bytes, 0, bytes.length) != null) return;
        if (atTheTrunk) trunk.received(message, OURS, trunkSocket);
        else pbx.received(message, OURS, pbxSocket);
    }

    private Listener socketOf(InetSocketAddress from, Switchboard board, Listener ours) {
        return new Wire(from.getHostString() + ":5060") {
            @Override
            void carry(byte[] message, InetSocketAddress destination) {
                onTheWire.add(() -> board.received(message, message.length, from, ours));
            }
        };
    }

    /**
     * Plays calls one after the other.
     *
     * @param trunkName the trunk and the PBX whose rules name the caller
     * @param store keeps the calls while they are played; to be thrown away
     * @param caller the number that calls; whether the phonebook knows it does not matter
     * @param most so many calls at most
     * @param milliseconds no new call is begun after this
     * @return how many were played from INVITE to BYE
     */
    public static int play(
            String trunkName,
            String pbxName,
            EnricherChoice enrichers,
            DialogStore store,
            CallSettings settings,
            String caller,
            int most,
            long milliseconds) {
        Rehearsal rehearsal = new Rehearsal(trunkName, pbxName, enrichers, store, settings, caller);
        long began = System.nanoTime();
        for (int call = 0; call < most && System.nanoTime() - began < milliseconds * 1_000_000; call++)
            rehearsal.call();
        return rehearsal.ended;
    }

    private void call() {
        // Time flies in a rehearsal, so that what a call leaves behind is forgotten soon.
        now += 100;
        board.tick();
        trunk.tick();
        pbx.tick();
        long id = trunk.newId();
        MessageWriter out = trunk.writer();
        out.clear();
        String tag = Ascii.text(Ids.hex(ids.next()), 0, 16);
        out.put(Ascii.bytes("INVITE sip:201@192.0.2.2:5060 SIP/2.0\r\n"));
        trunk.via(out, trunkSocket, id);
        out.put(Ascii.bytes("Max-Forwards: 70\r\nFrom: \"" + caller + "\" <sip:" + caller + "@192.0.2.1>;tag=" + tag
                + "\r\nTo: <sip:201@192.0.2.2>\r\nCall-ID: " + tag + "\r\nCSeq: 1 INVITE\r\n"
                + "Contact: <sip:" + caller + "@192.0.2.1:5060>\r\nP-Asserted-Identity: <sip:" + caller
                + "@192.0.2.1>\r\nContent-Length: 0\r\n\r\n"));
        trunk.send(id, Method.INVITE, out, new Hop(trunkSocket, OURS), new Calling(tag));
        while (!onTheWire.isEmpty()) onTheWire.remove().run();
    }

    /** The caller: confirms what is answered, and hangs up. */
    private final class Calling implements ClientTransaction.User {
        private final String tag;

        Calling(String tag) {
            this.tag = tag;
        }

        @Override
        public void response(ClientTransaction transaction, WireMessage response) {
            if (response.method() != Method.INVITE || response.status() < 200 || response.status() > 299) return;
            String to = response.text(response.to().start, response.to().end);
            inside("ACK", 1, to);
            inside("BYE", 2, to);
        }

        private void inside(String method, int cseq, String to) {
            long id = trunk.newId();
            MessageWriter out = trunk.writer();
            out.clear();
            out.put(Ascii.bytes(method + " sip:192.0.2.2:5060 SIP/2.0\r\n"));
            trunk.via(out, trunkSocket, id);
            out.put(Ascii.bytes("Max-Forwards: 70\r\nFrom: \"" + caller + "\" <sip:" + caller + "@192.0.2.1>;tag=" + tag
                    + "\r\nTo: " + to + "\r\nCall-ID: " + tag + "\r\nCSeq: " + cseq + " " + method
                    + "\r\nContent-Length: 0\r\n\r\n"));
            if (cseq == 1) trunkSocket.send(out.bytes(), 0, out.length(), OURS);
            else trunk.send(id, Method.BYE, out, new Hop(trunkSocket, OURS), this);
        }

        @Override
        public void timedOut(ClientTransaction transaction) {}

        @Override
        public void unsent(ClientTransaction transaction) {}
    }

    /** The PBX: rings and answers at once. */
    private final class Answering implements TransactionUser {
        @Override
        public void request(ServerTransaction transaction, WireMessage request, InetSocketAddress source) {
            byte[] tag = Ids.hex(ids.next());
            if (request.method() == Method.INVITE) transaction.answer(RINGING, tag, PBX_CONTACT);
            transaction.answer(OK, tag, PBX_CONTACT);
        }

        @Override
        public void ack(WireMessage ack, InetSocketAddress source, Listener on) {}
    }

    private static final class Nobody implements TransactionUser {
        @Override
        public void request(ServerTransaction transaction, WireMessage request, InetSocketAddress source) {}

        @Override
        public void ack(WireMessage ack, InetSocketAddress source, Listener on) {}
    }

    /** A socket that leads nowhere but here. */
    private abstract static class Wire implements Listener {
        private final ListenerIdentity identity;

        Wire(String address) {
            identity = new ListenerIdentity("rehearsal", Transport.UDP, address);
        }

        abstract void carry(byte[] message, InetSocketAddress destination);

        @Override
        public void send(byte[] bytes, int from, int to, InetSocketAddress destination) {
            carry(java.util.Arrays.copyOfRange(bytes, from, to), destination);
        }

        @Override
        public void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed) {
            send(bytes, from, to, destination);
        }

        @Override
        public ListenerIdentity identity() {
            return identity;
        }
    }
}
