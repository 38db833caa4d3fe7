package io.rubrica.directory.source.csv;

import io.rubrica.directory.number.NumberPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file hold.
 *
 * @param columns one entry a column, null for one that is passed over
 * @param isData whether the file has no header, so that its first row is a contact already
 */
record Header(List<@Nullable Column> columns, boolean isData) {
    private static final int LEAST_DIGITS = 5;

    /**
     * Reads a file's first row.
     *
     * @throws IOException when it is neither a header nor, in the format's own order, a contact with a number
     */
    static Header of(long line, String[] cells, NumberPlan plan, Problems problems) throws IOException {
        List<@Nullable Column> columns = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (String cell : cells) {
            Column column = Column.named(cell);
            if (column == null && !cell.isBlank()) unknown.add(Problems.quote(cell.strip()));
            if (column != null && !seen.add(column) && column.type() == null) {
                repeated.add(Problems.quote(cell.strip()));
                column = null;
            }
            columns.add(column);
        }
        boolean hasNumber = hasNumber(cells, plan);
        if (!seen.isEmpty() && !hasNumber) {
            if (!unknown.isEmpty()) problems.add(line, "unknown columns are passed over: " + listed(unknown));
            if (!repeated.isEmpty()) problems.add(line, "repeated columns are passed over: " + listed(repeated));
            return new Header(columns, false);
        }
        if (hasNumber && cells.length <= Column.STANDARD.size()) return new Header(List.copyOf(Column.STANDARD), true);
        throw new IOException(
                "line " + line + " is no header: it needs column names such as FirstName, LastName, Company,"
                        + " Mobile, Business (or Nome, Cognome, Azienda, Cellulare, Ufficio)");
    }

    /** Whether a phone column of the format's own order holds a number. */
    private static boolean hasNumber(String[] cells, NumberPlan plan) {
        for (int i = 0; i < Math.min(cells.length, Column.STANDARD.size()); i++) {
            if (Column.STANDARD.get(i).type() == null) continue;
            for (String text : PhoneCell.of(cells[i]).numbers()) {
                var number = PhoneCell.read(text, plan);
                if (number != null && number.length() >= LEAST_DIGITS) return true;
            }
        }
        return false;
    }

    private static String listed(List<String> words) {
        int shown = Math.min(words.size(), 20);
        return String.join(", ", words.subList(0, shown)) + (words.size() > shown ? " and more" : "");
    }
}
