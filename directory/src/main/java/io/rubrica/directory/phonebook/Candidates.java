package io.rubrica.directory.phonebook;

import java.util.Arrays;

/** Contacts that have one of the numbers looked for: rank, member of the index, and the number. Reused. */
final class Candidates {
    private int[] ranks = new int[64];
    private long[] members = new long[64];
    private long[] numbers = new long[64];
    private int size;

    void clear() {
        size = 0;
    }

    /** Puts a candidate in its place: by rank, and among equals the one that was there first. */
    void add(int rank, long member, long number) {
        if (size == ranks.length) grow();
        int at = size++;
        while (at > 0 && isAfter(at - 1, rank, member)) {
            ranks[at] = ranks[at - 1];
            members[at] = members[at - 1];
            numbers[at] = numbers[at - 1];
            at--;
        }
        ranks[at] = rank;
        members[at] = member;
        numbers[at] = number;
    }

    private boolean isAfter(int at, int rank, long member) {
        if (ranks[at] != rank) return ranks[at] > rank;
        return IndexKey.contactId(members[at]) > IndexKey.contactId(member);
    }

    private void grow() {
        ranks = Arrays.copyOf(ranks, size * 2);
        members = Arrays.copyOf(members, size * 2);
        numbers = Arrays.copyOf(numbers, size * 2);
    }

    int size() {
        return size;
    }

    int rank(int at) {
        return ranks[at];
    }

    long contactId(int at) {
        return IndexKey.contactId(members[at]);
    }

    int source(int at) {
        return IndexKey.source(members[at]);
    }

    long number(int at) {
        return numbers[at];
    }
}
