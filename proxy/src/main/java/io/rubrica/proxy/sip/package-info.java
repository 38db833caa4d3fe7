/**
 * SIP messages as views of their bytes, transactions and timers (RFC 3261, section 17). Enter through
 * {@link WireMessage} and {@link Transactions}. Knows nothing of the two legs of a call, nor of names.
 */
@NullMarked
package io.rubrica.proxy.sip;

import org.jspecify.annotations.NullMarked;
