package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.WireMessage;
import org.jspecify.annotations.Nullable;

/** What becomes of the headers that say who somebody is, when a message crosses. */
interface Identity {
    /** The display name that From gets (quotes included; empty: none), or null: the one it has. */
    default byte @Nullable [] fromDisplay(WireMessage in) {
        return null;
    }

    /** The display name that To gets, or null: the one it has. */
    default byte @Nullable [] toDisplay(WireMessage in) {
        return null;
    }

    /** The URI that From gets, or null: the one it has. */
    default byte @Nullable [] fromUri(WireMessage in) {
        return null;
    }

    /** The URI that To gets, or null: the one it has. */
    default byte @Nullable [] toUri(WireMessage in) {
        return null;
    }

    /** Writes the header's line anew, or leaves it out, and returns true; false: it crosses as it is. */
    boolean write(WireMessage in, int header, MessageWriter out);

    /** Writes lines that the message does not have. */
    default void further(WireMessage in, MessageWriter out) {}

    /** Everything crosses as it is. */
    Identity UNTOUCHED = (in, header, out) -> false;
}
