package io.rubrica.proxy.trunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The PBXs that one trunk's calls go to: by priority, and among equals by weighted chance (as RFC 2782 says). */
final class PbxGroup {
    private final List<Peer> inOrder;
    private final Function<Peer, List<Target>> ways;
    private final RandomGenerator chance;

    PbxGroup(List<Peer> members, Function<Peer, List<Target>> ways, RandomGenerator chance) {
        List<Peer> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparingInt(pbx -> pbx.routing().priority()));
        this.inOrder = List.copyOf(sorted);
        this.ways = ways;
        this.chance = chance;
    }

    /** Those of the trunk: the ones that it names, or all. */
    static PbxGroup of(Peer trunk, List<Peer> pbxs, Function<Peer, List<Target>> ways, RandomGenerator chance) {
        List<String> named = trunk.routing().pbx();
        List<Peer> members = new ArrayList<>(pbxs);
        if (!named.isEmpty()) members.removeIf(pbx -> !named.contains(pbx.name()));
        return new PbxGroup(members, ways, chance);
    }

    boolean isEmpty() {
        return inOrder.isEmpty();
    }

    /** All of them in the order in which this call tries them. */
    List<Target> drawn() {
        if (inOrder.size() == 1) return ways.apply(inOrder.get(0));
        List<Target> drawn = new ArrayList<>(inOrder.size());
        for (int from = 0; from < inOrder.size(); ) {
            int to = from + 1;
            while (to < inOrder.size() && priority(to) == priority(from)) to++;
            draw(from, to, drawn);
            from = to;
        }
        return drawn;
    }

    private int priority(int member) {
        return inOrder.get(member).routing().priority();
    }

    private void draw(int from, int to, List<Target> drawn) {
        if (to - from == 1) {
            drawn.addAll(ways.apply(inOrder.get(from)));
            return;
        }
        List<Peer> left = new ArrayList<>(inOrder.subList(from, to));
        while (!left.isEmpty()) drawn.addAll(ways.apply(left.remove(pick(left))));
    }

    private int pick(List<Peer> left) {
        long sum = 0;
        for (Peer pbx : left) sum += pbx.routing().weight();
        if (sum == 0) return 0;
        long at = chance.nextLong(sum);
        for (int i = 0; i < left.size(); i++) {
            at -= left.get(i).routing().weight();
            if (at < 0) return i;
        }
        return left.size() - 1;
    }
}
