/**
 * Calls as folders: what goes in is sent, what comes out is compared. {@link ScenariosTest} plays every folder under
 * {@code scenarios}; how one is written stands in this module's README. Knows nothing of the proxy's code.
 */
@NullMarked
package io.rubrica.siptests.scenario;

import org.jspecify.annotations.NullMarked;
