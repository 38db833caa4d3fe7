package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import io.rubrica.proxy.transport.Transport;
import org.jspecify.annotations.Nullable;

/** What the new leg says in its own words where the old one said something else. Each method writes whole lines. */
interface Crossing {
    /** In place of all Via, Route and Record-Route lines. */
    void via(MessageWriter out);

    void from(WireMessage in, MessageWriter out);

    void to(WireMessage in, MessageWriter out);

    void callId(WireMessage in, MessageWriter out);

    void cseq(WireMessage in, MessageWriter out);

    void rack(WireMessage in, int header, MessageWriter out);

    void rseq(WireMessage in, int header, MessageWriter out);

    void event(WireMessage in, int header, MessageWriter out);

    /** Writes an identity's line anew, or leaves it out, and returns true; false: it crosses as it is. */
    boolean identity(WireMessage in, int header, MessageWriter out);

    /** Writes lines of identities that the message does not have. */
    void further(WireMessage in, MessageWriter out);

    /** Whether what the other leg's server says of credentials is for us, who have shown them. */
    boolean showedCredentials();

    /** Whether its transport needs Content-Length to tell where a message ends (RFC 3261, 20.14). */
    boolean isStream();

    /**
     * Our Contact on a leg. That of a call with a sips URI is one, too (RFC 3261, 8.1.1.8 and 12.1.1), but for a side that
     * itself came without TLS.
     */
    static byte[] contact(Listener on, boolean secure) {
        return on.contactUri(secure && on.transport() == Transport.TLS);
    }

    /** The URI for Contact, or null: Contact crosses as it is. */
    byte @Nullable [] contact();
}
