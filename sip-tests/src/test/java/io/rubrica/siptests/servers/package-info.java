/**
 * Real programs at both ends: SIPp for load, Kamailio and baresip for a PBX with a phone. Needs what
 * {@code sip-tests/run} installs, so it is left out of a plain {@code mvn verify}.
 */
@NullMarked
package io.rubrica.siptests.servers;

import org.jspecify.annotations.NullMarked;
