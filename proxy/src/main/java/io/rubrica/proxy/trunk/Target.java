package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Hop;

/**
 * One place to try for a call.
 *
 * @param hop the way to it, or, where there are routes, to what stands behind them
 * @param routes whole Route lines that the call's first request carries; may be empty
 */
public record Target(Peer peer, Hop hop, byte[] routes) {
    private static final byte[] NO_ROUTES = {};

    public Target(Peer peer, Hop hop) {
        this(peer, hop, NO_ROUTES);
    }
}
