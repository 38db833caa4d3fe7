package io.rubrica.proxy.transport;

import java.net.InetSocketAddress;

/** A socket that we listen on and send from. Its event loop alone calls it. */
public interface Listener {
    /** The operator's word for it. */
    String name();

    /** Sends a message, copied before this returns; a failure is counted, for the sender's timers will notice. */
    void send(byte[] bytes, int from, int to, InetSocketAddress destination);

    /** The same; {@code failed} runs on the event loop when the message could not be handed to the network. */
    void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed);

    /** How we write ourselves in Via: {@code SIP/2.0/UDP 192.0.2.1:5060}. */
    byte[] sentBy();

    /** How we write ourselves in Contact: {@code sip:192.0.2.1:5060}. */
    byte[] contactUri();

    /** Whether the transport itself sends again what was lost (RFC 3261, 17). */
    boolean isReliable();
}
