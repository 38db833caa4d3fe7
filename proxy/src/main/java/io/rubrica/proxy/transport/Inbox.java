package io.rubrica.proxy.transport;

import java.net.InetSocketAddress;

/** Who takes what arrives; called on the event loop. */
public interface Inbox {
    /**
     * Whether anything from there is looked at. Strangers are counted and their bytes are never read. Of a connection it is
     * asked when it is accepted, and over TLS again when its names are proven.
     */
    boolean admits(InetSocketAddress from, Listener on);

    /** A stranger wrote. */
    void stranger(byte[] bytes, int length, InetSocketAddress from, Listener on);

    /** A message; the bytes are the taker's until it returns. */
    void received(byte[] bytes, int length, InetSocketAddress from, Listener on);

    /** What came on a connection that is closed next, since nobody can tell where it ends; it may be answered. */
    default void broken(byte[] bytes, int length, InetSocketAddress from, Listener on) {}

    /** Called once a tick. */
    void tick();
}
