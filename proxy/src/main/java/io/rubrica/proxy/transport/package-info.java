/**
 * Bytes in and out over UDP, TCP and TLS: sockets, connections and the event loop that owns them. Enter through {@link
 * EventLoop}; what arrives goes to an {@link Inbox}. Knows addresses, datagrams and certificates; knows nothing of what a
 * message says but where it ends.
 */
@NullMarked
package io.rubrica.proxy.transport;

import org.jspecify.annotations.NullMarked;
