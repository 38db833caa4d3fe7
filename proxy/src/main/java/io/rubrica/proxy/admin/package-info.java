/**
 * What the operator sees: metrics, health, the socket that answers commands. Knows nothing of SIP.
 */
@NullMarked
package io.rubrica.proxy.admin;

import org.jspecify.annotations.NullMarked;
