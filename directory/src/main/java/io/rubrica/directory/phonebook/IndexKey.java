package io.rubrica.directory.phonebook;

import java.nio.charset.StandardCharsets;

/**
 * The keys of the index and what its members mean. One table serves them all; the two highest bits and the length
 * field of a packed number keep the kinds apart.
 *
 * <ul>
 *   <li>a packed number: the contacts that have it, as {@link #member}s
 *   <li>a tail (the last six digits): the numbers that end so, packed
 *   <li>an owner and a number: that owner's personal contacts, as {@link #member}s
 *   <li>an identity (source and external id): contact ids
 *   <li>a page: a share of the members of a key that has very many
 * </ul>
 */
final class IndexKey {
    /** Where the next free page number is kept. */
    static final long PAGE_COUNTER = 1L << 54;

    /** How many digits a tail has; shorter numbers are extensions and match exactly only. */
    static final int TAIL_DIGITS = 6;

    /** The group of members that are somebody's personal contacts. */
    static final int PERSONAL_GROUP = 0xffff;

    /** The most sources that members can tell apart. */
    static final int MAX_SOURCES = 0x7fff;

    private static final long TAIL = 1L << 55;
    private static final long KIND = 3L << 62;
    private static final long OWNED = 1L << 62;
    private static final long PAGE = 2L << 62;
    private static final long IDENTITY = 3L << 62;
    private static final long PERSONAL_MEMBER = 1L << 63;
    private static final long CONTACT_ID = (1L << 44) - 1;
    private static final long TAIL_MODULUS = 1_000_000;

    private IndexKey() {}

    /** The tail of a number of at least six digits. */
    static long tail(long packed) {
        return tailOfDigits(Digits.value(packed) % TAIL_MODULUS);
    }

    /** A tail from its six digits as an integer. */
    static long tailOfDigits(long lastSix) {
        return TAIL | lastSix;
    }

    /** An owner's number. Different ones may meet on one key; the contact itself decides. */
    static long owned(String owner, long packed) {
        return OWNED | (mix(hash(owner, 17) ^ mix(packed)) & ~KIND);
    }

    /** A contact's identity at its source. Different ones may meet on one key; the contact itself decides. */
    static long identity(int source, String externalId) {
        return IDENTITY | (hash(externalId, source) & ~KIND);
    }

    static long page(long number) {
        return PAGE | number;
    }

    /** A contact among those that have a number. */
    static long member(long contactId, int source, boolean personal) {
        return contactId | ((long) source << 48) | (personal ? PERSONAL_MEMBER : 0);
    }

    static long contactId(long member) {
        return member & CONTACT_ID;
    }

    static int source(long member) {
        return (int) (member >>> 48) & MAX_SOURCES;
    }

    static boolean isPersonal(long member) {
        return member < 0;
    }

    /**
     * The group of a member: those of a crowd are kept apart by group, so that a reader can go to the best first.
     * Under a number it is the source (all personal contacts are one group), under a tail the length and kind.
     */
    static int group(long key, long member) {
        if ((key & KIND) != 0) return 0;
        if ((key & TAIL) != 0 && Digits.length(key) == 0) return (int) (member >>> 56);
        return isPersonal(member) ? PERSONAL_GROUP : source(member);
    }

    private static long hash(String text, long seed) {
        long hash = seed * 0x9E3779B97F4A7C15L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ b) * 0x100000001B3L + (hash >>> 29);
        return mix(hash ^ text.length());
    }

    static long mix(long x) {
        long y = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
