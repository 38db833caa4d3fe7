/**
 * Bytes in and out: Netty sockets, who may talk to us at all. Knows addresses and datagrams; knows nothing of\n * what a message says.
 */
@NullMarked
package io.rubrica.proxy.transport;

import org.jspecify.annotations.NullMarked;
