/** The root. */
@NullMarked
package io.rubrica.proxy;

import org.jspecify.annotations.NullMarked;
