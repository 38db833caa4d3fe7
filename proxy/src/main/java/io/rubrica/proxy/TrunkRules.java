package io.rubrica.proxy;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.proxy.call.EnricherChoice;
import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.enrich.Enricher;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One set of rules for each trunk and PBX that can meet, and each trunk's number plan. */
final class TrunkRules implements EnricherChoice {
    private final Map<String, Map<String, Enricher>> byTrunk = new HashMap<>();
    private final Map<String, NumberPlan> plans = new HashMap<>();
    /** For calls that go on though their trunk or PBX is no longer in the settings. */
    private final Enricher general;

    private final NumberPlan generalPlan;

    TrunkRules(Settings settings, Phonebook book) {
        generalPlan = NumberPlan.of(settings.country());
        general = new Enricher(book, generalPlan, settings.callerId());
        for (TrunkSettings trunk : settings.trunks()) {
            NumberPlan plan = trunk.country().isEmpty() ? generalPlan : NumberPlan.of(trunk.country());
            plans.put(trunk.name(), plan);
            Map<String, Enricher> byPbx = new HashMap<>();
            if (trunk.redirectClient())
                byPbx.put("", new Enricher(book, plan, settings.callerId().with(trunk.callerId())));
            for (PbxSettings pbx : settings.pbx()) {
                CallerIdSettings rules =
                        settings.callerId().with(trunk.callerId()).with(pbx.callerId());
                byPbx.put(pbx.name(), new Enricher(book, plan, rules));
            }
            byTrunk.put(trunk.name(), byPbx);
        }
    }

    @Override
    public Enricher of(Peer trunk, @Nullable Peer pbx) {
        return byTrunk.getOrDefault(trunk.name(), Map.of()).getOrDefault(pbx == null ? "" : pbx.name(), general);
    }

    @Override
    public NumberPlan plan(Peer trunk) {
        return plans.getOrDefault(trunk.name(), generalPlan);
    }
}
