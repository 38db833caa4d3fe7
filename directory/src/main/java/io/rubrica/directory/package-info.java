/**
 * Who has this number? The phonebook and what fills it. Knows nothing of SIP.
 */
@NullMarked
package io.rubrica.directory;

import org.jspecify.annotations.NullMarked;
