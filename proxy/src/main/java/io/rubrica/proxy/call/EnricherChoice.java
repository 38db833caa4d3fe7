package io.rubrica.proxy.call;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.proxy.enrich.Enricher;
import io.rubrica.proxy.trunk.Peer;
import org.jspecify.annotations.Nullable;

/** Which rules name the callers of a trunk on the phones of a PBX, and how numbers on a trunk are read. */
public interface EnricherChoice {
    /** @param pbx null: the call rings elsewhere, and only its name is asked for */
    Enricher of(Peer trunk, @Nullable Peer pbx);

    /** By which country's rules numbers on a trunk are read. */
    default NumberPlan plan(Peer trunk) {
        return NumberPlan.of(trunk.country());
    }
}
