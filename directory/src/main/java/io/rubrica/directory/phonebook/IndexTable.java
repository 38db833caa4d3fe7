package io.rubrica.directory.phonebook;

import java.util.function.IntUnaryOperator;

/**
 * A set of longs by key. Most keys have one member or a few, which lie in one entry; a key with very many (the
 * switchboard of a large company, or a hostile import) spreads them over pages by hash, so that adding and removing
 * stay cheap. Many may read while one writes.
 */
final class IndexTable {
    /** The most members that lie in one entry. */
    static final int INLINE = 32;

    private static final int LIST = 0;
    private static final int CROWD = 1;
    private static final int RETRIES = 8;

    private final OffHeapTable table;
    private final Cell cell = new Cell();
    private final Cell pageCell = new Cell();

    IndexTable(OffHeapTable table) {
        this.table = table;
    }

    /**
     * Reads the members of a key.
     *
     * @param rank the rank of a group: the lowest comes first where order matters; a negative one is left out
     * @param most how many members to read at most
     * @return false when there were more
     */
    boolean read(long key, IntUnaryOperator rank, int most, LongBag into, Cell scratch) {
        into.clear();
        if (!table.read(key, scratch)) return true;
        if (scratch.byteAt(0) == LIST) {
            for (int at = 1; at < scratch.length(); at += Long.BYTES) {
                long member = scratch.longAt(at);
                if (rank.applyAsInt(IndexKey.group(key, member)) >= 0) into.add(member);
            }
            return true;
        }
        return readCrowd(key, rank, most, into, scratch);
    }

    private boolean readCrowd(long key, IntUnaryOperator rank, int most, LongBag into, Cell scratch) {
        for (int retry = 0; retry < RETRIES; retry++) {
            Crowd crowd = Crowd.read(scratch);
            into.clear();
            boolean whole = crowd.read(table, rank, most, into, scratch);
            // A page that the writer moved away meanwhile is missed: then the crowd itself has changed.
            if (!table.read(key, scratch)) return true;
            if (scratch.byteAt(0) == CROWD && Crowd.read(scratch).samePages(crowd)) return whole;
        }
        return false;
    }

    /** Adds a member that the key does not have. Returns true when it is the key's first. */
    boolean add(long key, long member) {
        if (!table.read(key, cell)) {
            writeList(key, member);
            return true;
        }
        if (cell.byteAt(0) == LIST) {
            int at = cell.length();
            if (at < 1 + INLINE * Long.BYTES) {
                cell.resize(at + Long.BYTES);
                cell.setLong(at, member);
                table.replace(key, cell);
                return false;
            }
            spread(key);
        }
        Crowd crowd = Crowd.read(cell);
        crowd.add(table, IndexKey.group(key, member), member, pageCell);
        crowd.write(cell);
        table.replace(key, cell);
        crowd.dropAbandoned(table, pageCell);
        return false;
    }

    private void writeList(long key, long member) {
        cell.resize(1 + Long.BYTES);
        cell.setByte(0, LIST);
        cell.setLong(1, member);
        table.add(key, cell);
    }

    /** Makes a crowd of the list in the cell; the entry itself is left to the caller. */
    private void spread(long key) {
        Crowd crowd = new Crowd();
        for (int at = 1; at < cell.length(); at += Long.BYTES) {
            long member = cell.longAt(at);
            crowd.add(table, IndexKey.group(key, member), member, pageCell);
        }
        crowd.write(cell);
        crowd.dropAbandoned(table, pageCell);
    }

    /** Removes a member. Returns true when the key has none left. */
    boolean remove(long key, long member) {
        if (!table.read(key, cell)) return false;
        if (cell.byteAt(0) == CROWD) return removeFromCrowd(key, member);
        int end = cell.length();
        for (int at = 1; at < end; at += Long.BYTES) {
            if (cell.longAt(at) != member) continue;
            if (end == 1 + Long.BYTES) {
                table.remove(key);
                return true;
            }
            cell.setLong(at, cell.longAt(end - Long.BYTES));
            cell.resize(end - Long.BYTES);
            table.replace(key, cell);
            return false;
        }
        return false;
    }

    private boolean removeFromCrowd(long key, long member) {
        Crowd crowd = Crowd.read(cell);
        if (!crowd.remove(table, IndexKey.group(key, member), member, pageCell)) return false;
        if (crowd.isEmpty()) {
            table.remove(key);
            return true;
        }
        crowd.write(cell);
        table.replace(key, cell);
        return false;
    }
}
