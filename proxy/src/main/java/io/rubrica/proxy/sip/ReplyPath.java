package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;

/**
 * The way back of a request's answers, without its transaction.
 *
 * @param listener the socket that the request came in on
 * @param source where it came from
 * @param replyTo where its answers go (RFC 3261, 18.2.2)
 * @param echo what they repeat
 */
public record ReplyPath(Listener listener, InetSocketAddress source, InetSocketAddress replyTo, Echo echo) {
    /** Sends an answer that stands whole in the writer. */
    public void respond(MessageWriter answer) {
        listener.answer(answer.bytes(), 0, answer.length(), source, replyTo);
    }
}
