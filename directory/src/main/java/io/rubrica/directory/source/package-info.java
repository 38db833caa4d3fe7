/**
 * A place contacts come from: one room each below this one. Enter through {@link Source}. Knows how to read contacts;
 * does not know when it is asked, nor what becomes of them.
 */
@NullMarked
package io.rubrica.directory.source;

import org.jspecify.annotations.NullMarked;
