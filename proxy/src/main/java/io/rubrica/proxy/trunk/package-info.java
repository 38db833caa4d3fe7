/**
 * Trunks and PBXs: which of them speaks, and where a call goes next. Knows addresses and settings; knows nothing\n * of messages' insides.
 */
@NullMarked
package io.rubrica.proxy.trunk;

import org.jspecify.annotations.NullMarked;
