package io.rubrica.proxy.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * A socket that we listen on and send from. Its event loop alone calls it.
 *
 * <p>A destination that was made with a host name ({@link InetSocketAddress#getHostString}) must prove that name where the
 * transport can (TLS; RFC 5922, 7.2). Over TCP and TLS an open connection to the destination is used, the peer's own
 * included; without one a connection is opened, and what is sent meanwhile waits for it.
 */
public interface Listener {
    /** How it is known, and how it writes itself. */
    ListenerIdentity identity();

    /** The operator's word for it. */
    default String name() {
        return identity().name();
    }

    /** Sends a message, copied before this returns; a failure is counted, for the sender's timers will notice. */
    void send(byte[] bytes, int from, int to, InetSocketAddress destination);

    /** The same; {@code failed} runs on the event loop when the message could not be handed to the network. */
    void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed);

    /**
     * Sends a response: over the connection that its request came on while there is one, else to where Via says (RFC 3261,
     * 18.2.2). Without connections that place is all there is.
     *
     * @param source where the request came from
     */
    default void answer(byte[] bytes, int from, int to, InetSocketAddress source, InetSocketAddress sentBy) {
        send(bytes, from, to, sentBy);
    }

    /**
     * The peer says that its connection may be used for requests to that port of its address as well (RFC 5923).
     *
     * @param source where the connection came from
     */
    default void alias(InetSocketAddress source, int port) {}

    /** How we write ourselves in Via: {@code SIP/2.0/UDP 192.0.2.1:5060}. */
    default byte[] sentBy() {
        return identity().sentBy();
    }

    /** How we write ourselves in Contact: {@code sip:192.0.2.1:5060}, {@code sip:192.0.2.1:5060;transport=tcp}. */
    default byte[] contactUri() {
        return contactUri(false);
    }

    /** The same; with {@code sips}, where the call must be safe on every hop: {@code sips:192.0.2.1:5061}. */
    default byte[] contactUri(boolean sips) {
        return identity().contactUri(sips);
    }

    /** What carries the messages. */
    default Transport transport() {
        return identity().transport();
    }

    /** Whether it can send to an address: IPv4 and IPv6 have sockets of their own, unless one is bound to {@code ::}. */
    default boolean reaches(InetAddress address) {
        return true;
    }

    /** Whether what is sent there needs no new connection; without connections it never does. */
    default boolean isConnectedTo(InetSocketAddress destination) {
        return true;
    }

    /** Whether the transport itself sends again what was lost (RFC 3261, 17). */
    default boolean isReliable() {
        return transport().isReliable();
    }

    /**
     * The names that whoever writes from there has proven by certificate (RFC 5922, 7.1), in lower case; empty where
     * nothing is proven.
     */
    default Set<String> provenNames(InetSocketAddress from) {
        return Set.of();
    }

    /**
     * Reads certificate, key and trust again, for the connections that are made from now on; open ones stay. Not to be called
     * on the event loop.
     *
     * @throws IOException with a sentence, when they cannot be used; those in use stay in use
     */
    default void reloadCertificates() throws IOException {}
}
