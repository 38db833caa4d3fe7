/**
 * What the operator sees and asks: metrics, health, events, and the socket that answers commands. Enter through
 * {@link AdminServer}, {@link CommandSocket} and {@link EventLog}. Knows the phonebook; knows nothing of SIP.
 */
@NullMarked
package io.rubrica.proxy.admin;

import org.jspecify.annotations.NullMarked;
