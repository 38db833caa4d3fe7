package io.rubrica.proxy.transport;

import java.nio.charset.StandardCharsets;

/** How a listener is known, and how it writes itself; put together once, for every message has it. */
public final class ListenerIdentity {
    private final String name;
    private final Transport transport;
    private final byte[] sentBy;
    private final byte[] contactUri;
    private final byte[] secureContactUri;

    /**
     * @param name the operator's word for it
     * @param advertised what peers are told: {@code 192.0.2.1:5060}
     */
    public ListenerIdentity(String name, Transport transport, String advertised) {
        this.name = name;
        this.transport = transport;
        sentBy = ascii("SIP/2.0/" + transport.name() + " " + advertised);
        // UDP is what a sip URI means when it says nothing (RFC 3261, 19.1.2).
        contactUri = ascii("sip:" + advertised + (transport == Transport.UDP ? "" : ";transport=" + transport.word()));
        secureContactUri = ascii("sips:" + advertised);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    Transport transport() {
        return transport;
    }

    byte[] sentBy() {
        return sentBy;
    }

    byte[] contactUri(boolean sips) {
        return sips ? secureContactUri : contactUri;
    }

    @Override
    public String toString() {
        return name;
    }
}
