/**
 * The test's own ends of the wire: {@link Party} sends and receives messages, {@link Sip} reads the little that the
 * tests need to know, {@link StrictGrammar} is the judge of what the proxy says. Knows nothing of scenarios.
 */
@NullMarked
package io.rubrica.siptests.wire;

import org.jspecify.annotations.NullMarked;
