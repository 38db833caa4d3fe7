/**
 * Bytes that nobody sane would send. Whatever comes, the process lives on and the next call is named.
 */
@NullMarked
package io.rubrica.siptests.hostile;

import org.jspecify.annotations.NullMarked;
