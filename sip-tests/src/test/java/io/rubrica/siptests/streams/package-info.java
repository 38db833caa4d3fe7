/**
 * Calls over TCP and TLS through the jar that ships. Knows sockets and messages; the scenarios know what a call says.
 */
@NullMarked
package io.rubrica.siptests.streams;

import org.jspecify.annotations.NullMarked;
