package io.rubrica.directory.source.csv;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.TypedNumber;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a contact of a row's cells. */
final class RowReader {
    /**
     * The longest name, company, address or tag, in characters. With the most numbers that a contact may have, the
     * largest contact still fits into a phonebook's record of 16 KiB.
     */
    static final int MAX_TEXT = 500;

    private static final Column[] COLUMNS = Column.values();

    private final String source;
    private final String owner;
    private final NumberPlan plan;
    private final List<@Nullable Column> header;
    private final Problems problems;
    private final RowIdentity identity = new RowIdentity();
    private final Map<Column, String> row = new EnumMap<>(Column.class);

    RowReader(String source, String owner, NumberPlan plan, List<@Nullable Column> header, Problems problems) {
        this.source = source;
        this.owner = owner;
        this.plan = plan;
        this.header = header;
        this.problems = problems;
    }

    /** The contact, or null when the row has none; what is dropped is reported. */
    @Nullable
    Contact read(long line, String[] cells) {
        for (int i = header.size(); i < cells.length; i++) {
            if (cells[i].isBlank()) continue;
            problems.add(
                    line,
                    "has " + cells.length + " cells where there are " + header.size()
                            + " columns; the row is left out");
            return null;
        }
        sort(cells);
        List<TypedNumber> numbers = numbers(line);
        String firstName = text(line, Column.FIRST_NAME);
        String lastName = text(line, Column.LAST_NAME);
        String company = text(line, Column.COMPANY);
        if (firstName.isEmpty() && lastName.isEmpty() && company.isEmpty() && numbers.isEmpty()) {
            problems.add(line, "has neither a name nor a company nor a number; the row is left out");
            return null;
        }
        return new Contact(
                source,
                identity.of(row),
                owner,
                firstName,
                lastName,
                company,
                text(line, Column.EMAIL),
                text(line, Column.TAG),
                numbers,
                null);
    }

    /** Puts the cells into the columns' own order, so that a file's order makes no difference. */
    private void sort(String[] cells) {
        row.clear();
        for (int i = 0; i < Math.min(cells.length, header.size()); i++) {
            Column column = header.get(i);
            if (column != null && !cells[i].isEmpty()) row.merge(column, cells[i], (one, other) -> one + ";" + other);
        }
    }

    private String text(long line, Column column) {
        String text = TextCell.read(row.getOrDefault(column, ""));
        if (text.length() <= MAX_TEXT) return text;
        problems.add(line, column.header() + " is longer than " + MAX_TEXT + " characters and is cut");
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }

    private List<TypedNumber> numbers(long line) {
        List<TypedNumber> numbers = new ArrayList<>(4);
        for (Column column : COLUMNS) {
            NumberType type = column.type();
            String cell = row.get(column);
            if (type == null || cell == null) continue;
            PhoneCell phones = PhoneCell.of(cell);
            for (String dropped : phones.dropped()) problems.add(line, column.header() + ": " + dropped);
            for (String typed : phones.numbers()) {
                PhoneNumber number = PhoneCell.read(typed, plan);
                if (number != null) numbers.add(new TypedNumber(type, number, typed));
                else problems.add(line, column.header() + ": " + Problems.quote(typed) + " is not a number");
            }
        }
        if (numbers.size() <= PhoneCell.MAX_NUMBERS) return numbers;
        problems.add(line, "has " + numbers.size() + " numbers; " + PhoneCell.MAX_NUMBERS + " are kept");
        return numbers.subList(0, PhoneCell.MAX_NUMBERS);
    }
}
