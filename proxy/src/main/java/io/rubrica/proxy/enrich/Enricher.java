package io.rubrica.proxy.enrich;

/** Decides whether a caller gets a name. */
public final class Enricher {
    public Enrichment enrich(Caller caller) {
        return new Enrichment.LeftAlone(caller.privacy() ? Enrichment.Reason.PRIVACY : Enrichment.Reason.SWITCHED_OFF);
    }
}
