/**
 * Trunks and PBXs: which of them speaks, and where a call goes next. Enter through {@link Peers}. Knows addresses
 * and settings; knows nothing of messages' insides.
 */
@NullMarked
package io.rubrica.proxy.trunk;

import org.jspecify.annotations.NullMarked;
