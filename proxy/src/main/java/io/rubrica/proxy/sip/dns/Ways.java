package io.rubrica.proxy.sip.dns;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The ways to one host: tiers of servers, of which the first are always tried first, and within each the weights say how
 * often a server comes before the others (RFC 2782).
 */
final class Ways {
    static final Ways NONE = new Ways(List.of());

    /** A server and the sockets and addresses that lead to it; {@code hops} is not empty. */
    record Server(int weight, List<Hop> hops) {}

    private final List<List<Server>> tiers;
    /** The only order there is; empty when each call gets its own. */
    private final List<Hop> fixed;

    private final int hops;

    Ways(List<List<Server>> tiers) {
        this.tiers = List.copyOf(tiers);
        List<Hop> all = new ArrayList<>();
        boolean choice = false;
        for (List<Server> tier : tiers) {
            choice |= tier.size() > 1;
            for (Server server : tier) all.addAll(server.hops());
        }
        hops = all.size();
        fixed = choice ? List.of() : List.copyOf(all);
    }

    /** Those tiers, and in them those servers, that are reached by a transport. */
    List<List<Server>> by(Transport transport) {
        List<List<Server>> found = new ArrayList<>();
        for (List<Server> tier : tiers) {
            List<Server> servers = tier.stream()
                    .filter(server -> server.hops().get(0).listener().transport() == transport)
                    .toList();
            if (!servers.isEmpty()) found.add(servers);
        }
        return found;
    }

    boolean isEmpty() {
        return hops == 0;
    }

    /** The order for one call. */
    List<Hop> inOrder(RandomGenerator random) {
        if (!fixed.isEmpty() || hops == 0) return fixed;
        List<Hop> order = new ArrayList<>(hops);
        for (List<Server> tier : tiers) {
            if (tier.size() == 1) order.addAll(tier.get(0).hops());
            else draw(tier, random, order);
        }
        return order;
    }

    private static void draw(List<Server> tier, RandomGenerator random, List<Hop> order) {
        int size = tier.size();
        long left = 0;
        for (int i = 0; i < size; i++) left += tier.get(i).weight();
        long drawn = 0;
        for (int done = 0; done < size; done++) {
            int next = left == 0
                    ? undrawn(size, drawn, random.nextInt(size - done))
                    : weighted(tier, drawn, random.nextLong(left + 1));
            drawn |= 1L << next;
            left -= tier.get(next).weight();
            order.addAll(tier.get(next).hops());
        }
    }

    /**
     * RFC 2782, "Weight": those of weight 0 stand first (they are sorted so when the ways are found), then the first whose
     * running sum reaches the lot is taken.
     */
    private static int weighted(List<Server> tier, long drawn, long lot) {
        long sum = 0;
        int last = 0;
        for (int i = 0; i < tier.size(); i++) {
            if ((drawn & 1L << i) != 0) continue;
            sum += tier.get(i).weight();
            if (sum >= lot) return i;
            last = i;
        }
        return last;
    }

    /** Where no weight is left to decide, each is as good as the other. */
    private static int undrawn(int size, long drawn, int skip) {
        int left = skip;
        for (int i = 0; i < size; i++) if ((drawn & 1L << i) == 0 && left-- == 0) return i;
        return 0;
    }
}
