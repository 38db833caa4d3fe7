/** The root. */
@NullMarked
package io.rubrica.directory;

import org.jspecify.annotations.NullMarked;
