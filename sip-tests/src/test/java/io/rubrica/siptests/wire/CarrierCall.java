package io.rubrica.siptests.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A call as a carrier makes it, for tests that look at the other end. */
public final class CarrierCall {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String SDP =
            "v=0\r\no=carrier 1 1 IN IP4 %1$s\r\ns=-\r\nc=IN IP4 %1$s\r\nt=0 0\r\nm=audio 30000 RTP/AVP 8\r\n";

    private final Party carrier;
    private final InetSocketAddress proxy;
    private final String number;
    private final String called;
    private final String callId = UUID.randomUUID().toString();
    private String to;
    private int cseq = 1;

    /**
     * @param number who calls, such as {@code +447700900100}
     * @param called the user part that is called
     */
    public CarrierCall(Party carrier, InetSocketAddress proxy, String number, String called) {
        this.carrier = carrier;
        this.proxy = proxy;
        this.number = number;
        this.called = called;
        this.to = "<sip:" + called + "@office.example.com>";
    }

    public void invite() {
        send("INVITE", called + "@" + Network.text(proxy), SDP.formatted(Network.host(carrier.address())));
    }

    public void ack() {
        send("ACK", Network.text(proxy), "");
    }

    public void bye() {
        cseq++;
        send("BYE", Network.text(proxy), "");
    }

    /** The answer with that status; earlier provisional ones are passed over. @throws AssertionError on any other */
    public String answer(int status) {
        for (Optional<byte[]> next = carrier.next(PATIENCE); next.isPresent(); next = carrier.next(PATIENCE)) {
            String message = Sip.text(next.get());
            if (!Sip.callId(message).orElse("").equals(callId)) continue;
            String label = Sip.label(message);
            if (label.equals(Integer.toString(status))) {
                to = Sip.header(message, "To");
                return message;
            }
            if (!label.startsWith("1"))
                throw new AssertionError("a " + status + " was due, not\n" + Sip.readable(message));
        }
        throw new AssertionError("no " + status + " came to the carrier");
    }

    private void send(String method, String uri, String body) {
        String self = Network.text(carrier.address());
        String message = String.join(
                "\r\n",
                method + " sip:" + uri + " SIP/2.0",
                "Via: SIP/2.0/UDP " + self + ";branch=z9hG4bK" + callId + cseq + (method.equals("ACK") ? "ack" : ""),
                "Max-Forwards: 70",
                "From: <sip:" + number + "@trunk.example.com>;tag=carrier",
                "To: " + to,
                "Call-ID: " + callId,
                "CSeq: " + cseq + " " + method,
                "Contact: <sip:" + number + "@" + self + ">",
                (body.isEmpty() ? "Subject: none" : "Content-Type: application/sdp"),
                "Content-Length: " + body.length(),
                "",
                body);
        carrier.send(Sip.bytes(message), proxy);
    }
}
