/**
 * The program: {@link Main} reads the command line.
 */
@NullMarked
package io.rubrica.proxy;

import org.jspecify.annotations.NullMarked;
