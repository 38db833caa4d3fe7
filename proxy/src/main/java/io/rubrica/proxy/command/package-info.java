/**
 * The command line's sub-commands, one class each. Enter through {@link Rubrica}. Knows every room's door and no
 * room's inside.
 */
@NullMarked
package io.rubrica.proxy.command;

import org.jspecify.annotations.NullMarked;
