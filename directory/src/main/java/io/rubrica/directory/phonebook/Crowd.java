package io.rubrica.directory.phonebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The members of a key that has very many: by group, and in each group by hash over a power of two of pages. The
 * entry of the key holds only where the pages are.
 */
final class Crowd {
    private static final int TAG = 1;
    private static final int SHARE_BYTES = 24;
    private static final int PAGE_FILL = 24;

    private final List<Share> shares = new ArrayList<>();
    private final List<Share> abandoned = new ArrayList<>();

    /** One group's pages: {@code 1 << level} of them, numbered from {@code base}. */
    private static final class Share {
        final int group;
        int level;
        long count;
        long base;

        Share(int group, int level, long count, long base) {
            this.group = group;
            this.level = level;
            this.count = count;
            this.base = base;
        }

        long pages() {
            return 1L << level;
        }

        long pageOf(long member) {
            return IndexKey.page(base + (IndexKey.mix(member) & (pages() - 1)));
        }
    }

    static Crowd read(Cell cell) {
        Crowd crowd = new Crowd();
        for (int at = TAG; at < cell.length(); at += SHARE_BYTES) {
            crowd.shares.add(new Share(cell.intAt(at), cell.intAt(at + 4), cell.longAt(at + 8), cell.longAt(at + 16)));
        }
        return crowd;
    }

    void write(Cell cell) {
        cell.resize(TAG + shares.size() * SHARE_BYTES);
        cell.setByte(0, TAG);
        int at = TAG;
        for (Share share : shares) {
            cell.setInt(at, share.group);
            cell.setInt(at + 4, share.level);
            cell.setLong(at + 8, share.count);
            cell.setLong(at + 16, share.base);
            at += SHARE_BYTES;
        }
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    /** True when every page of the other is still where it was. */
    boolean samePages(Crowd other) {
        for (Share share : other.shares) {
            Share now = shareOf(share.group);
            if (now != null && (now.base != share.base || now.level != share.level)) return false;
        }
        return true;
    }

    private @Nullable Share shareOf(int group) {
        for (Share share : shares) if (share.group == group) return share;
        return null;
    }

    /** Reads members, the groups of lowest rank first; false when there were more than asked for. */
    boolean read(OffHeapTable table, IntUnaryOperator rank, int most, LongBag into, Cell page) {
        List<Share> wanted = new ArrayList<>();
        for (Share share : shares) if (rank.applyAsInt(share.group) >= 0) wanted.add(share);
        wanted.sort(Comparator.comparingInt(share -> rank.applyAsInt(share.group)));
        for (Share share : wanted) {
            for (long i = 0; i < share.pages(); i++) {
                if (!table.read(IndexKey.page(share.base + i), page)) continue;
                for (int at = 0; at < page.length(); at += Long.BYTES) {
                    if (into.size() == most) return false;
                    into.add(page.longAt(at));
                }
            }
        }
        return true;
    }

    void add(OffHeapTable table, int group, long member, Cell page) {
        Share share = shareOf(group);
        if (share == null) {
            share = new Share(group, 0, 0, takePages(table, 1, page));
            shares.add(share);
        }
        if (share.count >= PAGE_FILL * share.pages()) grow(table, share, page);
        addToPage(table, share.pageOf(member), member, page);
        share.count++;
    }

    private static void addToPage(OffHeapTable table, long key, long member, Cell page) {
        boolean there = table.read(key, page);
        int at = there ? page.length() : 0;
        page.resize(at + Long.BYTES);
        page.setLong(at, member);
        if (there) table.replace(key, page);
        else table.add(key, page);
    }

    /** Doubles a group's pages. The old ones stay until the crowd itself is written: somebody may still read by them. */
    private void grow(OffHeapTable table, Share share, Cell page) {
        Share larger = new Share(share.group, share.level + 1, share.count, takePages(table, share.pages() * 2, page));
        LongBag members = new LongBag();
        for (long i = 0; i < share.pages(); i++) {
            if (!table.read(IndexKey.page(share.base + i), page)) continue;
            for (int at = 0; at < page.length(); at += Long.BYTES) members.add(page.longAt(at));
            for (int m = 0; m < members.size(); m++) {
                addToPage(table, larger.pageOf(members.get(m)), members.get(m), page);
            }
            members.clear();
        }
        abandoned.add(new Share(share.group, share.level, share.count, share.base));
        share.level = larger.level;
        share.base = larger.base;
    }

    /** Removes the pages that nothing points to any more; to be called when the crowd has been written. */
    void dropAbandoned(OffHeapTable table, Cell page) {
        for (Share share : abandoned) {
            for (long i = 0; i < share.pages(); i++) {
                long key = IndexKey.page(share.base + i);
                if (table.read(key, page)) table.remove(key);
            }
        }
        abandoned.clear();
    }

    private static long takePages(OffHeapTable table, long pages, Cell cell) {
        boolean there = table.read(IndexKey.PAGE_COUNTER, cell);
        long next = there ? cell.longAt(0) : 0;
        cell.resize(Long.BYTES);
        cell.setLong(0, next + pages);
        if (there) table.replace(IndexKey.PAGE_COUNTER, cell);
        else table.add(IndexKey.PAGE_COUNTER, cell);
        return next;
    }

    boolean remove(OffHeapTable table, int group, long member, Cell page) {
        Share share = shareOf(group);
        if (share == null) return false;
        long key = share.pageOf(member);
        if (!table.read(key, page)) return false;
        for (int at = 0; at < page.length(); at += Long.BYTES) {
            if (page.longAt(at) != member) continue;
            int end = page.length() - Long.BYTES;
            page.setLong(at, page.longAt(end));
            page.resize(end);
            if (end == 0) table.remove(key);
            else table.replace(key, page);
            if (--share.count == 0) shares.remove(share);
            return true;
        }
        return false;
    }
}
