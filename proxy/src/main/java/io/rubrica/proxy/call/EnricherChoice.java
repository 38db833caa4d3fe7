package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Enricher;
import io.rubrica.proxy.trunk.Peer;

/** Which rules name the callers of a trunk on the phones of a PBX. */
public interface EnricherChoice {
    Enricher of(Peer trunk, Peer pbx);
}
