/** Settings that change while calls are up. */
@NullMarked
package io.rubrica.siptests.reload;

import org.jspecify.annotations.NullMarked;
