package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Hop;

/** One place to try for a call: a peer, and a way to it. */
public record Target(Peer peer, Hop hop) {}
