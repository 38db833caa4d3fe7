package io.rubrica.siptests.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks the proxy whether it is there, with an OPTIONS. The answer is also a fence: the proxy reads in the order of
 * arrival, so whatever it had to say to earlier messages stands before it in the asker's queue.
 */
public final class Probe {
    private final Party asker;
    private final InetSocketAddress proxy;

    public Probe(Party asker, InetSocketAddress proxy) {
        this.asker = asker;
        this.proxy = proxy;
    }

    /** Everything that arrived at the asker before the answer, or nothing when no answer came within the patience. */
    public Optional<List<byte[]>> arrivedBeforeTheAnswer(Duration patience) {
        List<byte[]> before = new ArrayList<>();
        return ask(patience, before).isEmpty() ? Optional.empty() : Optional.of(before);
    }

    /** The status of the answer; empty when none came within the patience. What came before it is lost. */
    public String status(Duration patience) {
        return Sip.label(ask(patience, new ArrayList<>()));
    }

    /** The answer as text; empty when none came. */
    private String ask(Duration patience, List<byte[]> before) {
        String callId = "probe-" + UUID.randomUUID();
        asker.send(Sip.bytes(options(callId)), proxy);
        long deadline = System.nanoTime() + patience.toNanos();
        for (Duration left = patience; !left.isNegative(); left = Duration.ofNanos(deadline - System.nanoTime())) {
            Optional<byte[]> next = asker.next(left);
            if (next.isEmpty()) break;
            String message = Sip.text(next.get());
            String about = Sip.callId(message).orElse("");
            if (about.equals(callId)) return message;
            if (!about.startsWith("probe-")) before.add(next.get());
        }
        return "";
    }

    private String options(String callId) {
        String self = Network.text(asker.address());
        return String.join(
                "\r\n",
                "OPTIONS sip:" + Network.text(proxy) + " SIP/2.0",
                "Via: SIP/2.0/" + asker.transport() + " " + self + ";branch=z9hG4bK" + callId,
                "Max-Forwards: 70",
                "From: <sip:probe@" + self + ">;tag=probe",
                "To: <sip:" + Network.text(proxy) + ">",
                "Call-ID: " + callId,
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "",
                "");
    }
}
