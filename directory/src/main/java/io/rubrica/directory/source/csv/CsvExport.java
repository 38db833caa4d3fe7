package io.rubrica.directory.source.csv;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.phonebook.NumberType;
import io.rubrica.directory.phonebook.Phonebook;
import io.rubrica.directory.phonebook.TypedNumber;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The phonebook as a CSV file: UTF-8, commas, the fourteen columns in their order. {@link CsvSource} reads it back into
 * the same book. Where contacts carry a tag a fifteenth column, {@code Tag}, follows.
 *
 * @param plan what will read the numbers again; a number that it would read differently is written in full
 * @param owner whose personal contacts are written; empty: the company's. Never both, for a personal contact must not
 *     come back as everybody's
 * @param byteOrderMark whether the file begins with the mark by which spreadsheets recognise UTF-8
 */
public record CsvExport(NumberPlan plan, String owner, boolean byteOrderMark) {
    private static final String BETWEEN_NUMBERS = "; ";

    /**
     * Writes the book; the stream stays open.
     *
     * @return how many contacts were written
     */
    public long write(Phonebook book, OutputStream out) throws IOException {
        List<Column> columns = columns(book);
        AtomicLong written = new AtomicLong();
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (byteOrderMark) text.write('\ufeff');
        CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
        printer.printRecord(columns.stream().map(Column::header));
        try {
            book.forEach(contact -> {
                if (!contact.owner().equals(owner)) return;
                print(printer, row(contact, columns));
                written.incrementAndGet();
            });
        } catch (UncheckedIOException failed) {
            throw new IOException("the export could not be written", failed.getCause());
        }
        printer.flush();
        return written.get();
    }

    private List<Column> columns(Phonebook book) {
        AtomicBoolean tagged = new AtomicBoolean();
        book.forEach(contact -> {
            if (contact.owner().equals(owner) && !contact.tag().isEmpty()) tagged.set(true);
        });
        List<Column> columns = new ArrayList<>(Column.STANDARD);
        if (tagged.get()) columns.add(Column.TAG);
        return columns;
    }

    private List<@Nullable String> row(Contact contact, List<Column> columns) {
        List<@Nullable String> cells = new ArrayList<>(columns.size());
        for (Column column : columns) {
            NumberType type = column.type();
            String cell = type == null ? TextCell.write(text(contact, column)) : numbers(contact, type);
            // The printer puts quotes around an empty first cell, unless it is null.
            cells.add(cell.isEmpty() ? null : cell);
        }
        return cells;
    }

    private static String text(Contact contact, Column column) {
        return switch (column) {
            case FIRST_NAME -> contact.firstName();
            case LAST_NAME -> contact.lastName();
            case COMPANY -> contact.company();
            case EMAIL -> contact.email();
            case TAG -> contact.tag();
            default -> "";
        };
    }

    private String numbers(Contact contact, NumberType type) {
        StringBuilder cell = new StringBuilder();
        for (TypedNumber number : contact.numbers()) {
            if (number.type() != type) continue;
            if (!cell.isEmpty()) cell.append(BETWEEN_NUMBERS);
            cell.append(readable(number));
        }
        return cell.toString();
    }

    /** As it was typed, unless that would not be read back as the same number. */
    private String readable(TypedNumber number) {
        String typed = number.typed();
        boolean same = PhoneCell.isOneNumber(typed) && number.number().equals(PhoneCell.read(typed, plan));
        return same ? typed : number.number().toString();
    }

    private static void print(CSVPrinter printer, List<@Nullable String> cells) {
        try {
            printer.printRecord(cells);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
