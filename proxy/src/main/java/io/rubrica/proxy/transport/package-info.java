/**
 * Bytes in and out: sockets and the event loop that owns them. Enter through {@link EventLoop}; what arrives goes
 * to an {@link Inbox}. Knows addresses and datagrams; knows nothing of what a message says.
 */
@NullMarked
package io.rubrica.proxy.transport;

import org.jspecify.annotations.NullMarked;
