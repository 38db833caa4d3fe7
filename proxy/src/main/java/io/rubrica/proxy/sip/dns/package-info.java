/**
 * Finds the ways to a host as RFC 3263 says, without ever making a call wait. Enter through {@link DnsNextHops}; only
 * {@link DnsServers} knows the DNS library. Knows nothing of messages.
 */
@NullMarked
package io.rubrica.proxy.sip.dns;

import org.jspecify.annotations.NullMarked;
