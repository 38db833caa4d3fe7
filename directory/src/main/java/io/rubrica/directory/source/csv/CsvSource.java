package io.rubrica.directory.source.csv;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.phonebook.Contact;
import io.rubrica.directory.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/**
 * Contacts from a CSV file. The file is read twice, a buffer at a time: once to know its character set, once for its
 * rows; so its size does not matter.
 */
public final class CsvSource implements Source {
    private static final int PROGRESS_EVERY = 1_000;
    private static final int SAMPLE = 64 * 1024;

    private final String name;
    private final CsvSettings settings;
    private final NumberPlan plan;

    /**
     * A file as a source.
     *
     * @param name the operator's name for it
     * @param settings the file, already resolved, and how it is read
     * @param general the plan that reads the numbers when the settings name no country
     */
    public CsvSource(String name, CsvSettings settings, NumberPlan general) {
        this.name = name;
        this.settings = settings;
        this.plan = settings.country().isEmpty() ? general : NumberPlan.of(settings.country());
    }

    /** The file. */
    public Path file() {
        return settings.file();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int precedence() {
        return settings.precedence();
    }

    /** {@inheritDoc} Taken from the length of the first lines. */
    @Override
    public long expected() {
        try (InputStream in = Files.newInputStream(settings.file())) {
            byte[] sample = in.readNBytes(SAMPLE);
            long lines = 0;
            for (byte b : sample) if (b == '\n') lines++;
            return sample.length < SAMPLE ? lines : Files.size(settings.file()) / SAMPLE * lines;
        } catch (IOException unseen) {
            return 0;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException also when the file is empty or has no usable first row, or changed while it was read
     */
    @Override
    public Reading read(Consumer<Contact> each, Progress progress) throws IOException {
        Path file = settings.file();
        try {
            BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
            if (!before.isRegularFile()) throw new IOException(file + " is not a regular file");
            Reading reading = read(file, before.size(), each, progress);
            BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
            if (before.size() != after.size() || !before.lastModifiedTime().equals(after.lastModifiedTime()))
                throw new IOException(file + " changed while it was read");
            return reading;
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        } catch (AccessDeniedException denied) {
            throw new IOException(file + " may not be read", denied);
        }
    }

    private Reading read(Path file, long size, Consumer<Contact> each, Progress progress) throws IOException {
        CharacterSet charset = CharacterSet.of(file);
        Problems problems = new Problems();
        try (CountedBytes bytes = new CountedBytes(Files.newInputStream(file))) {
            Rows rows = Rows.of(charset.reader(bytes), problems, charset.spoiled() > 0);
            String[] cells = rows.next();
            // Without a sound header nobody knows which column is which; guessing would name callers wrongly.
            if (cells == null || problems.count() > 0) throw new IOException("its header cannot be read: " + problems);
            Header header = Header.of(rows.line(), cells, plan, problems);
            RowReader reader = new RowReader(name, settings.owner(), plan, header.columns(), problems);
            if (!header.isData()) cells = rows.next();
            long contacts = 0;
            for (long row = 1; cells != null; row++, cells = rows.next()) {
                Contact contact = reader.read(rows.line(), cells);
                if (contact != null) {
                    each.accept(contact);
                    contacts++;
                }
                if (row % PROGRESS_EVERY != 0) continue;
                // A file that grows as fast as we read would never end.
                if (bytes.count() > size) throw new IOException(file + " changed while it was read");
                progress.at(bytes.count(), size, contacts);
            }
            progress.at(size, size, contacts);
            return new Reading(contacts, problems.first(), problems.count());
        }
    }
}
