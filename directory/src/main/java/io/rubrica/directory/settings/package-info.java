/**
 * How a settings record says its defaults: {@link Default}. Knows nothing of files.
 */
@NullMarked
package io.rubrica.directory.settings;

import org.jspecify.annotations.NullMarked;
