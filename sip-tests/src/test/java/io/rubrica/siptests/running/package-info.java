/**
 * The shipped jar as a running process. Enter through {@link RunningProxy}. Knows nothing of what the calls are for.
 */
@NullMarked
package io.rubrica.siptests.running;

import org.jspecify.annotations.NullMarked;
