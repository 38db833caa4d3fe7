package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.JainSip;
import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.net.InetSocketAddress;
import java.util.List;

/** A trunk or a PBX: it sends what the test says, and keeps what it hears. Every message that it hears must parse. */
final class Party {
    private static int branches;

    private final CallKit kit;
    private final RecordingListener proxy;
    final InetSocketAddress address;

    Party(CallKit kit, RecordingListener proxy, InetSocketAddress address) {
        this.kit = kit;
        this.proxy = proxy;
        this.address = address;
    }

    String host() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    String freshVia() {
        return "Via: SIP/2.0/UDP " + host() + ";branch=z9hG4bK-test-" + ++branches + "\n";
    }

    void sends(Sip message) {
        byte[] bytes = io.rubrica.proxy.sip.Wire.bytes(message.text());
        kit.board.received(bytes, bytes.length, address, proxy);
    }

    /** All that came since it was asked last; what went to other addresses is an error. */
    List<Sip> hearsAll() {
        List<Sent> sent = proxy.taken();
        for (Sent one : sent) {
            if (!one.to().equals(address)) throw new AssertionError("sent to " + one.to() + ":\n" + one.text());
            if (kit.strict) JainSip.mustParse(one.bytes());
        }
        return sent.stream().map(one -> Sip.of(one.bytes())).toList();
    }

    Sip hears() {
        List<Sip> all = hearsAll();
        if (all.size() != 1)
            throw new AssertionError("one message expected, but there are "
                    + all.stream().map(Sip::startLine).toList());
        return all.get(0);
    }

    void hearsNothing() {
        List<Sip> all = hearsAll();
        if (!all.isEmpty())
            throw new AssertionError(
                    "silence expected, but there is\n" + all.get(0).text());
    }

    /** The party's side of a call that is up: what its further requests say. */
    record Side(Party party, String from, String to, String callId, String target) {
        Sip request(String method, long cseq, String further, String body) {
            return Sip.message(
                    method + " " + target + " SIP/2.0",
                    party.freshVia() + "Max-Forwards: 70\nFrom: " + from + "\nTo: " + to + "\nCall-ID: " + callId
                            + "\nCSeq: " + cseq + " " + method + "\n" + further,
                    body);
        }

        Sip request(String method, long cseq) {
            return request(method, cseq, "", "");
        }

        void sends(String method, long cseq) {
            party.sends(request(method, cseq));
        }
    }

    /** The side of who called, once an answer came. */
    Side calling(Sip answer) {
        return new Side(this, answer.header("From"), answer.header("To"), answer.header("Call-ID"), target(answer));
    }

    /** The side of who was called, once it answered. */
    Side called(Sip invite, Sip answer) {
        return new Side(this, answer.header("To"), invite.header("From"), invite.header("Call-ID"), target(invite));
    }

    private static String target(Sip message) {
        return message.has("Contact") ? message.uriIn("Contact") : "sip:nowhere.example";
    }
}
