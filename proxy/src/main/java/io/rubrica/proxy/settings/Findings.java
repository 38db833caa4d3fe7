package io.rubrica.proxy.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What reading a file has brought to light: which line each setting stands on, and what is wrong. */
final class Findings {
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<Mistake> mistakes = new TreeSet<>();
    private final Set<String> lost = new HashSet<>();

    /** Remembers where a setting stands. */
    void place(String path, int line) {
        lines.putIfAbsent(path, line);
    }

    void mistake(int line, String message) {
        mistakes.add(new Mistake(line, message));
    }

    /** Remembers that a setting was written but could not be read, so that nobody reasons from its absence. */
    void lose(String path) {
        lost.add(path);
    }

    /** Whether everything that was written at a path and below it could be read. */
    boolean whole(String path) {
        return lost.stream().noneMatch(each -> isWithin(each, path));
    }

    /** The line of a setting, or of the nearest one that holds it; 0 for the file as a whole. */
    int line(String path) {
        String at = path;
        while (true) {
            Integer line = lines.get(at);
            if (line != null) return line;
            if (at.isEmpty()) return 0;
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
    }

    List<Mistake> mistakes() {
        return new ArrayList<>(mistakes);
    }

    private static boolean isWithin(String path, String outer) {
        if (outer.isEmpty() || path.equals(outer)) return true;
        if (!path.startsWith(outer)) return false;
        char next = path.charAt(outer.length());
        return next == '.' || next == '[';
    }
}
