/**
 * Answers digest challenges (RFC 2617, 7616, 8760) with a user and a password. Enter through
 * {@link DigestChallenge#strongest} and {@link DigestSession}. Knows nothing of messages or transactions.
 */
@NullMarked
package io.rubrica.proxy.sip.digest;

import org.jspecify.annotations.NullMarked;
