package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Enricher;
import io.rubrica.proxy.trunk.Peer;
import org.jspecify.annotations.Nullable;

/** Which rules name the callers of a trunk on the phones of a PBX. */
public interface EnricherChoice {
    /** @param pbx null: the trunk's callers are named, and their calls go elsewhere */
    Enricher of(Peer trunk, @Nullable Peer pbx);
}
