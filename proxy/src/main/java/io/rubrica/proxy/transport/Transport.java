package io.rubrica.proxy.transport;

import java.nio.charset.StandardCharsets;

/** What carries messages (RFC 3261, 18). */
public enum Transport {
    UDP("UDP", 5060),
    TCP("TCP", 5060),
    TLS("TLS", 5061);

    private final byte[] token;
    private final int port;

    Transport(String token, int port) {
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.port = port;
    }

    /** How Via writes it. */
    public byte[] token() {
        return token.clone();
    }

    /** The port that is meant where none is named (RFC 3261, 19.1.2). */
    public int defaultPort() {
        return port;
    }

    /** Whether it brings a message whole and in order, so that nobody need send it again (RFC 3261, 17). */
    public boolean isReliable() {
        return this != UDP;
    }

    /** The word in settings and counters. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
