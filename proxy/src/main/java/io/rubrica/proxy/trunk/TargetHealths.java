package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.transport.HostPort;
import io.rubrica.proxy.transport.Listener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is known of each place that calls go to. It belongs to the place and not to a peer: a reload keeps it, and two trunks
 * at the same server share it. For one event loop.
 */
public final class TargetHealths {
    private final Map<Listener, Map<InetSocketAddress, TargetHealth>> places = new HashMap<>();
    private final RandomGenerator chance;

    /** @param chance spreads what would otherwise happen everywhere at the same moment */
    public TargetHealths(RandomGenerator chance) {
        this.chance = chance;
    }

    /** What is known of the place that a hop leads to. */
    public TargetHealth of(Hop hop) {
        Map<InetSocketAddress, TargetHealth> there = places.computeIfAbsent(hop.listener(), unused -> new HashMap<>());
        TargetHealth known = there.get(hop.address());
        if (known != null) return known;
        String place = new HostPort(hop.address()) + " by "
                + hop.listener().transport().word();
        TargetHealth fresh = new TargetHealth(place, chance);
        there.put(hop.address(), fresh);
        return fresh;
    }

    /** Forgets all but these places. */
    void keep(List<Target> targets) {
        Map<Listener, Map<InetSocketAddress, TargetHealth>> kept = new HashMap<>();
        for (Target target : targets) {
            Hop hop = target.hop();
            TargetHealth health = of(hop);
            boolean first = kept.computeIfAbsent(hop.listener(), unused -> new HashMap<>())
                            .put(hop.address(), health)
                    == null;
            health.checked(target.peer().routing().isChecked() || !first && health.isChecked());
        }
        places.clear();
        places.putAll(kept);
    }

    /** The targets in the order in which a call tries them: those that are set aside come last. */
    public List<Target> trustedFirst(List<Target> targets, long now) {
        if (targets.size() < 2) return targets;
        List<Target> trusted = new ArrayList<>(targets.size());
        List<Target> doubtful = List.of();
        for (Target target : targets) {
            // Who stands behind routes is not known by whoever stands before it.
            if (target.routes().length > 0 || of(target.hop()).isTrusted(now)) {
                trusted.add(target);
            } else {
                if (doubtful.isEmpty()) doubtful = new ArrayList<>(targets.size());
                doubtful.add(target);
            }
        }
        if (doubtful.isEmpty()) return targets;
        trusted.addAll(doubtful);
        return trusted;
    }
}
