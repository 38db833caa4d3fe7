package io.rubrica.siptests.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A PBX that hears what it is asked and answers, for tests that only need a call to work. */
public final class OfficeEnd {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Party pbx;
    private final InetSocketAddress proxy;

    public OfficeEnd(Party pbx, InetSocketAddress proxy) {
        this.pbx = pbx;
        this.proxy = proxy;
    }

    /**
     * The next request of that method from that number; all others are passed over.
     *
     * @throws AssertionError when none comes
     */
    public String hears(String method, String number) {
        for (Optional<byte[]> next = pbx.next(PATIENCE); next.isPresent(); next = pbx.next(PATIENCE)) {
            String message = Sip.text(next.get());
            if (Sip.label(message).equals(method) && Sip.header(message, "From").contains(number)) return message;
        }
        throw new AssertionError("no " + method + " from " + number + " came to the PBX");
    }

    /** Says 200. */
    public void accepts(String request) {
        says("200 OK", request);
    }

    /** @param status with its phrase */
    public void says(String status, String request) {
        String copied = Stream.of("Via", "From", "Call-ID", "CSeq")
                .map(name -> name + ": " + Sip.header(request, name))
                .collect(Collectors.joining("\r\n"));
        String to = Sip.header(request, "To");
        String answer = String.join(
                "\r\n",
                "SIP/2.0 " + status,
                copied,
                "To: " + (to.contains(";tag=") ? to : to + ";tag=office"),
                "Contact: <sip:phone@" + Network.text(pbx.address()) + ">",
                "Content-Length: 0",
                "",
                "");
        pbx.send(Sip.bytes(answer), proxy);
    }
}
