package io.rubrica.siptests.streams;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Sip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A carrier with one connection to the proxy: what it says, and what it hears there. */
final class StreamCarrier implements AutoCloseable {
    private static final int PATIENCE = 10_000;

    private final Socket socket;
    private final String via;
    private String to = "<sip:201@office.example.com>";

    StreamCarrier(Socket connected, String transport) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        via = "Via: SIP/2.0/" + transport + " " + Network.text((InetSocketAddress) socket.getLocalSocketAddress());
    }

    /** Opens a TCP connection from an address to another. */
    static Socket connection(InetSocketAddress from, InetSocketAddress proxy) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from.getAddress(), 0));
        socket.connect(proxy, PATIENCE);
        return socket;
    }

    String request(String method, int cseq, String number) {
        return String.join(
                "\r\n",
                method + " sip:201@proxy.example.com SIP/2.0",
                via + ";branch=z9hG4bK" + method + cseq + System.identityHashCode(this),
                "Max-Forwards: 70",
                "From: <sip:" + number + "@trunk.example.com>;tag=carrier",
                "To: " + to,
                "Call-ID: stream-" + System.identityHashCode(this),
                "CSeq: " + cseq + " " + method,
                "Contact: <sip:carrier.example.com;transport=tcp>",
                "Content-Length: 0",
                "",
                "");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(Sip.bytes(text));
        socket.getOutputStream().flush();
    }

    /** Sends it in pieces of that many bytes. */
    void sendInPieces(String text, int size) throws IOException {
        for (int at = 0; at < text.length(); at += size) send(text.substring(at, Math.min(text.length(), at + size)));
    }

    /** The next answer with that status; provisional ones before it are passed over. */
    String answer(int status) throws IOException {
        for (String answer = head(); ; answer = head()) {
            if (Sip.label(answer).equals(Integer.toString(status))) {
                to = Sip.header(answer, "To");
                return answer;
            }
            if (!Sip.label(answer).startsWith("1"))
                throw new AssertionError("a " + status + " was due, not\n" + answer);
        }
    }

    /** The next message, which has no body. */
    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) throw new IOException("the proxy closed the connection after " + text);
            head.write(next);
            text = Sip.text(head.toByteArray());
        }
        return text;
    }

    /** Two bytes as they come. */
    String twoBytes() throws IOException {
        return Sip.text(socket.getInputStream().readNBytes(2));
    }

    /** Whether the proxy ends the connection, and says nothing more. */
    boolean isClosedByTheProxy() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
