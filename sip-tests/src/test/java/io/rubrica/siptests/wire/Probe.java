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
        String callId = "probe-" + UUID.randomUUID();
        asker.send(Sip.bytes(options(callId)), proxy);
        long deadline = System.nanoTime() + patience.toNanos();
        List<byte[]> before = new ArrayList<>();
        for (Duration left = patience; !left.isNegative(); left = Duration.ofNanos(deadline - System.nanoTime())) {
            Optional<byte[]> next = asker.next(left);
            if (next.isEmpty()) break;
            String about = Sip.callId(Sip.text(next.get())).orElse("");
            if (about.equals(callId)) return Optional.of(before);
            if (!about.startsWith("probe-")) before.add(next.get());
        }
        return Optional.empty();
    }

    private String options(String callId) {
        String self = Network.text(asker.address());
        return String.join(
                "\r\n",
                "OPTIONS sip:" + Network.text(proxy) + " SIP/2.0",
                "Via: SIP/2.0/UDP " + self + ";branch=z9hG4bK" + callId,
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
