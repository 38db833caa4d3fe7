package io.rubrica.proxy.sip;

import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;

/** Who is asked when something new arrives. */
public interface TransactionUser {
    /** A new request, 100 sent where it is an INVITE. CANCEL and the ACK of a refusal never come here. */
    void request(ServerTransaction transaction, WireMessage request, InetSocketAddress source);

    /** The ACK of a 2xx. */
    void ack(WireMessage ack, InetSocketAddress source, Listener on);

    /** A response that nobody waits for: asked before this process lived, or answered already; false: not known. */
    default boolean stray(WireMessage response, InetSocketAddress source, Listener on) {
        return false;
    }
}
