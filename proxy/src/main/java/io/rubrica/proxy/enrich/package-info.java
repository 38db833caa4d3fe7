/**
 * Decides whether a caller gets a name, and how it is written. Enter through {@link Enricher}. Knows nothing of
 * sockets, dialogs or LDAP.
 */
@NullMarked
package io.rubrica.proxy.enrich;

import org.jspecify.annotations.NullMarked;
