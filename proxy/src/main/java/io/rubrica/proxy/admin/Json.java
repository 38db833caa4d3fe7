package io.rubrica.proxy.admin;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value, piece by piece. What is not plainly visible is escaped, so that a name can steer neither the
 * terminal that shows it nor the line that carries it.
 */
final class Json {
    private final StringBuilder text = new StringBuilder();
    private final Deque<Character> closers = new ArrayDeque<>();
    private boolean first = true;

    /** Opens an object, as a value or as the whole. */
    Json object() {
        return open('{', '}');
    }

    /** Opens an object under a name. */
    Json object(String name) {
        return name(name).open('{', '}');
    }

    /** Opens a list under a name. */
    Json list(String name) {
        return name(name).open('[', ']');
    }

    /** Closes what was opened last. */
    Json end() {
        text.append(closers.pop());
        first = false;
        return this;
    }

    /** A named text, or null. */
    Json put(String name, @Nullable String value) {
        name(name);
        return value == null ? raw("null") : string(value);
    }

    /** A named whole number. */
    Json put(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    /** A text in a list. */
    Json add(String value) {
        comma();
        return string(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private Json open(char opener, char closer) {
        // A named value has had its comma before its name.
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') comma();
        text.append(opener);
        closers.push(closer);
        first = true;
        return this;
    }

    private Json name(String name) {
        comma();
        string(name);
        text.append(':');
        return this;
    }

    private void comma() {
        if (!first) text.append(',');
        first = false;
    }

    private Json raw(String value) {
        text.append(value);
        return this;
    }

    private Json string(String value) {
        text.append('"');
        value.codePoints().forEach(each -> {
            if (each == '"' || each == '\\') text.append('\\').append((char) each);
            else if (Visible.is(each)) text.appendCodePoint(each);
            else escape(each);
        });
        text.append('"');
        return this;
    }

    private void escape(int codePoint) {
        for (char each : Character.toChars(codePoint)) text.append(String.format("\\u%04x", (int) each));
    }
}
