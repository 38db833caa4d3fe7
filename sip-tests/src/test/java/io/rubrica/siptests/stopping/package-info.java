/**
 * How the process ends: calls in progress go on, new ones are sent elsewhere.
 */
@NullMarked
package io.rubrica.siptests.stopping;

import org.jspecify.annotations.NullMarked;
