package io.rubrica.proxy.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A carrier's side of the demo: calls, waits for the answer, and hangs up. */
final class DemoTrunk implements AutoCloseable {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final int ATTEMPTS = 5;

    private final DemoSocket socket;
    private final InetSocketAddress proxy;

    DemoTrunk(InetSocketAddress address, InetSocketAddress proxy) throws IOException {
        this.socket = new DemoSocket(address);
        this.proxy = proxy;
    }

    /**
     * How a call went.
     *
     * @param from the From header's value as it was sent
     * @param status the final status of the INVITE, or 0: no answer
     * @param ended whether the BYE was answered with 200 as well
     */
    record Call(String from, int status, boolean ended) {
        boolean isComplete() {
            return status == 200 && ended;
        }
    }

    /** Makes one whole call to an extension: INVITE, ACK, BYE. */
    Call call(DemoCaller caller, String extension) throws IOException {
        String id = DemoSocket.unique() + "@trunk.example";
        String from = caller.from() + ";tag=" + DemoSocket.unique();
        String target = "sip:" + extension + "@" + proxy.getAddress().getHostAddress() + ":" + proxy.getPort();
        String to = "<sip:" + extension + "@pbx.example>";
        List<String> more = new ArrayList<>(caller.more());
        more.add("Contact: <sip:trunk@" + socket.hostPort() + ">");
        DemoMessage invite = request("INVITE", target, from, to, id, 1, more, description());
        Optional<DemoMessage> answer = exchange(invite);
        if (answer.isEmpty()) return new Call(from, 0, false);
        int status = answer.get().status();
        String answered = answer.get().header("To");
        if (status != 200) {
            // Within the INVITE's transaction, so with its branch (RFC 3261, 17.1.1.3).
            List<String> via = invite.lines("Via");
            List<String> same = List.of("From: " + from, "To: " + answered, "Call-ID: " + id, "CSeq: 1 ACK");
            List<String> lines = new ArrayList<>(via);
            lines.add("Max-Forwards: 70");
            lines.addAll(same);
            socket.send(new DemoMessage("ACK " + target + " SIP/2.0", lines, ""), proxy);
            return new Call(from, status, false);
        }
        String remote = answer.get().contactUri();
        socket.send(request("ACK", remote, from, answered, id, 1, List.of(), ""), proxy);
        boolean ended = exchange(request("BYE", remote, from, answered, id, 2, List.of(), ""))
                .filter(bye -> bye.status() == 200)
                .isPresent();
        return new Call(from, status, ended);
    }

    @Override
    public void close() {
        socket.close();
    }

    private DemoMessage request(
            String method,
            String target,
            String from,
            String to,
            String id,
            int sequence,
            List<String> more,
            String description) {
        List<String> lines = new ArrayList<>();
        lines.add("Via: SIP/2.0/UDP " + socket.hostPort() + ";branch=z9hG4bK" + DemoSocket.unique());
        lines.add("Max-Forwards: 70");
        lines.add("From: " + from);
        lines.add("To: " + to);
        lines.add("Call-ID: " + id);
        lines.add("CSeq: " + sequence + " " + method);
        lines.addAll(more);
        return new DemoMessage(method + " " + target + " SIP/2.0", lines, description);
    }

    /** Sends a request, again when nothing is heard, until its final answer. */
    private Optional<DemoMessage> exchange(DemoMessage request) throws IOException {
        Duration wait = FIRST_WAIT;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++, wait = wait.multipliedBy(2)) {
            socket.send(request, proxy);
            Optional<DemoSocket.Arrival> arrival = socket.receive(wait);
            while (arrival.isPresent()) {
                DemoMessage answer = arrival.get().message();
                boolean mine = answer.header("CSeq").equals(request.header("CSeq"))
                        && answer.header("Call-ID").equals(request.header("Call-ID"));
                if (mine && answer.status() >= 200) return Optional.of(answer);
                // Something was heard: no more repeating, only waiting (RFC 3261, 17.1.1.2).
                arrival = socket.receive(mine ? Duration.ofSeconds(10) : wait);
            }
        }
        return Optional.empty();
    }

    private String description() {
        String host = socket.address().getAddress().getHostAddress();
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + host,
                "s=-",
                "c=IN IP4 " + host,
                "t=0 0",
                "m=audio 40000 RTP/AVP 8",
                "a=rtpmap:8 PCMA/8000",
                "");
    }
}
