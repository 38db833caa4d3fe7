/**
 * Registers trunks at their carriers (RFC 3261, section 10) and knows their calls again. Enter through
 * {@link io.rubrica.proxy.trunk.register.Registrations}. Knows peers, transactions and the digest client; knows nothing of
 * calls beyond their INVITE.
 */
@NullMarked
package io.rubrica.proxy.trunk.register;

import org.jspecify.annotations.NullMarked;
