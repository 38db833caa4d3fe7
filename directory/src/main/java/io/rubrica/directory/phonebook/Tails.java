package io.rubrica.directory.phonebook;

import java.util.function.IntUnaryOperator;

/** The numbers of the book that end like the one that is looked for, the longest common tail first. */
final class Tails {
    private static final int INTERNATIONAL_GROUP = 1 << 5;
    private static final int LONGEST = 16;

    private final Volume volume;
    private final LongBag near;
    private final LongBag read = new LongBag();
    private final Scratch scratch;
    private final LongBag[] byLength = new LongBag[LONGEST + 1];
    private int length;
    private boolean kept;
    private boolean tooMany;

    Tails(Volume volume, Scratch scratch) {
        this.volume = volume;
        this.scratch = scratch;
        this.near = scratch.tails;
    }

    /** The nearest numbers, all equally near; empty when there are none. */
    LongBag longest(long number, Matching matching) {
        if (matching.mode() == Matching.Mode.DIGITS) contained(number, matching.digits());
        else ending(number, matching.digits());
        length = LONGEST + 1;
        return nextLongest();
    }

    /** The numbers that are next nearest; empty when there are no more. */
    LongBag nextLongest() {
        while (--length > 0) {
            LongBag bag = byLength[length];
            if (bag != null && bag.size() > 0) return bag;
        }
        near.clear();
        return near;
    }

    /** True when a tail had so many numbers that not all were looked at. */
    boolean wereTooMany() {
        return tooMany;
    }

    private void contained(long number, int atLeast) {
        // Two full international numbers never match here: then the local-only ones are all that need be read.
        IntUnaryOperator rank =
                Digits.isInternational(number) ? group -> (group & INTERNATIONAL_GROUP) == 0 ? 0 : -1 : group -> 0;
        read(IndexKey.tail(number), rank);
        for (int i = 0; i < read.size(); i++) {
            long other = read.get(i);
            if (other == number) continue;
            int tail = Digits.containment(number, other);
            if (tail >= Math.max(atLeast, IndexKey.TAIL_DIGITS)) keep(tail, other);
        }
    }

    private void ending(long number, int atLeast) {
        if (Digits.length(number) < atLeast) return;
        read(IndexKey.tail(number), group -> 0);
        keepEnding(number, atLeast);
        if (atLeast >= IndexKey.TAIL_DIGITS || kept) return;
        long step = Digits.power(atLeast);
        for (long tail = Digits.value(number) % step; tail < Digits.power(IndexKey.TAIL_DIGITS); tail += step) {
            if (tooMany) return;
            read(IndexKey.tailOfDigits(tail), group -> 0);
            keepEnding(number, atLeast);
        }
    }

    private void keepEnding(long number, int atLeast) {
        for (int i = 0; i < read.size(); i++) {
            long other = read.get(i);
            int tail = Digits.commonTail(number, other);
            if (other != number && tail >= atLeast) keep(tail, other);
        }
    }

    private void read(long key, IntUnaryOperator rank) {
        tooMany |= !volume.members(key, rank, Finder.MOST_TAILS, read, scratch.entry);
    }

    private void keep(int tail, long number) {
        LongBag bag = byLength[tail];
        if (bag == null) byLength[tail] = bag = new LongBag();
        bag.add(number);
        kept = true;
    }
}
