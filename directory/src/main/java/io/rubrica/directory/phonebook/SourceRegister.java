package io.rubrica.directory.phonebook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sources that contacts belong to, by number and name: rank, generation, and what their workers want to remember.
 * A small file, replaced whole at each change. One writes; many may ask for name and rank.
 */
final class SourceRegister {
    private static final int FORMAT = 1;

    private final Path file;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private volatile Entry[] entries = {};

    /** One source; never changed, only replaced. */
    private static final class Entry {
        final String name;
        final int precedence;
        final int generation;
        final byte[] state;

        Entry(String name, int precedence, int generation, byte[] state) {
            this.name = name;
            this.precedence = precedence;
            this.generation = generation;
            this.state = state;
        }
    }

    private SourceRegister(Path file) {
        this.file = file;
    }

    /** Reads the register, or begins one where there is no file. */
    static SourceRegister open(Path file) throws IOException {
        SourceRegister register = new SourceRegister(file);
        if (Files.exists(file)) register.read(Files.readAllBytes(file));
        return register;
    }

    private void read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != FORMAT) throw new IOException("written by another version: " + file);
            Entry[] read = new Entry[in.readUnsignedShort()];
            for (int i = 0; i < read.length; i++) {
                String name = in.readUTF();
                read[i] = new Entry(name, in.readInt(), in.readInt(), in.readNBytes(in.readInt()));
                numbers.put(name, i);
            }
            entries = read;
        }
    }

    private void write() {
        Entry[] written = entries;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeShort(written.length);
            for (Entry entry : written) {
                out.writeUTF(entry.name);
                out.writeInt(entry.precedence);
                out.writeInt(entry.generation);
                out.writeInt(entry.state.length);
                out.write(entry.state);
            }
            WholeFile.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the register of sources cannot be written: " + file, e);
        }
    }

    int count() {
        return entries.length;
    }

    /** The number of a source, or -1 when it has never been seen. */
    int number(String name) {
        Integer number = numbers.get(name);
        return number == null ? -1 : number;
    }

    /** The number of a source, which from now on has this rank. */
    int enter(String name, int precedence) {
        if (precedence < 0) throw new IllegalArgumentException("a precedence is not negative");
        int known = number(name);
        if (known >= 0) {
            Entry entry = entries[known];
            if (entry.precedence != precedence)
                change(known, new Entry(name, precedence, entry.generation, entry.state));
            return known;
        }
        int number = entries.length;
        if (number > IndexKey.MAX_SOURCES) throw new IllegalStateException("too many sources");
        entries = Arrays.copyOf(entries, number + 1);
        numbers.put(name, number);
        change(number, new Entry(name, precedence, 1, new byte[0]));
        return number;
    }

    private void change(int number, Entry entry) {
        Entry[] changed = entries.clone();
        changed[number] = entry;
        entries = changed;
        write();
    }

    String name(int number) {
        return entries[number].name;
    }

    /** The rank of a source: the lower wins. */
    int precedence(int number) {
        return entries[number].precedence;
    }

    int generation(int number) {
        return entries[number].generation;
    }

    int nextGeneration(int number) {
        Entry entry = entries[number];
        change(number, new Entry(entry.name, entry.precedence, entry.generation + 1, entry.state));
        return entry.generation + 1;
    }

    byte @Nullable [] state(String name) {
        int number = number(name);
        return number < 0 || entries[number].state.length == 0 ? null : entries[number].state.clone();
    }

    void state(int number, byte[] state) {
        Entry entry = entries[number];
        change(number, new Entry(entry.name, entry.precedence, entry.generation, state.clone()));
    }

    /** Forgets what the workers remember: after a loss they must read their sources anew. */
    void forgetStates() {
        Entry[] forgotten = entries.clone();
        for (int i = 0; i < forgotten.length; i++) {
            forgotten[i] = new Entry(forgotten[i].name, forgotten[i].precedence, forgotten[i].generation, new byte[0]);
        }
        entries = forgotten;
        write();
    }
}
