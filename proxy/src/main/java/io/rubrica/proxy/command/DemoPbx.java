package io.rubrica.proxy.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A PBX's side of the demo: rings, answers at once, and tells whom it would have shown. Remembers nothing of a call. */
final class DemoPbx implements AutoCloseable {
    private final DemoSocket socket;
    private final Consumer<DemoMessage> rung;
    private final Thread thread;

    /** @param rung hears of each INVITE, on the agent's own thread */
    DemoPbx(InetSocketAddress address, Consumer<DemoMessage> rung) throws IOException {
        this.socket = new DemoSocket(address);
        this.rung = rung;
        this.thread = new Thread(this::answerAll, "demo-pbx");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return socket.address();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void answerAll() {
        while (!socket.isClosed()) {
            try {
                var arrival = socket.receive(Duration.ofSeconds(60));
                if (arrival.isPresent()) answer(arrival.get());
            } catch (IOException closed) {
                // Somebody's odd datagram, or the end: the loop's condition knows.
            }
        }
    }

    private void answer(DemoSocket.Arrival arrival) throws IOException {
        DemoMessage request = arrival.message();
        // From what is said twice alike, so that a repeated INVITE gets the same answer.
        String tag = "pbx" + Integer.toHexString(request.header("Call-ID").hashCode());
        List<String> contact = List.of("Contact: <sip:pbx@" + socket.hostPort() + ">");
        switch (request.method()) {
            case "INVITE" -> {
                rung.accept(request);
                socket.send(request.answer("180 Ringing", tag, contact, ""), arrival.from());
                // The offer comes back as the answer: nobody listens to the media.
                socket.send(request.answer("200 OK", tag, contact, request.body()), arrival.from());
            }
            case "BYE", "CANCEL", "OPTIONS", "UPDATE", "INFO" ->
                socket.send(request.answer("200 OK", tag, List.of(), ""), arrival.from());
            default -> {
                // An ACK ends what it belongs to; all else is not for a demo.
            }
        }
    }
}
