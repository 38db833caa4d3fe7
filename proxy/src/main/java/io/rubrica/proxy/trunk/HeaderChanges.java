package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that one direction adds and removes, ready for the call path. */
public final class HeaderChanges {
    /** Nothing is changed. */
    public static final HeaderChanges NONE = new HeaderChanges(new HeaderSettings.Change(Map.of(), List.of()));

    /** The one-letter names of RFC 3261 (7.3.3) and its successors, for headers that may be removed. */
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("accept-contact", "a"),
            Map.entry("allow-events", "u"),
            Map.entry("event", "o"),
            Map.entry("referred-by", "b"),
            Map.entry("reject-contact", "j"),
            Map.entry("request-disposition", "d"),
            Map.entry("session-expires", "x"),
            Map.entry("subject", "s"),
            Map.entry("supported", "k"));

    private final byte[] added;
    private final byte[][] removed;

    public HeaderChanges(HeaderSettings.Change settings) {
        StringBuilder lines = new StringBuilder();
        settings.add()
                .forEach((name, value) ->
                        lines.append(name).append(": ").append(value).append("\r\n"));
        added = Ascii.bytes(lines.toString());
        List<byte[]> names = new ArrayList<>();
        for (String name : settings.remove()) {
            String lower = name.toLowerCase(Locale.ROOT);
            names.add(Ascii.bytes(lower));
            String compact = COMPACT.get(lower);
            if (compact != null) names.add(Ascii.bytes(compact));
        }
        removed = names.toArray(new byte[0][]);
    }

    /** Whole lines to add; may be empty. */
    public byte[] added() {
        return added;
    }

    /** Whether anything is removed at all. */
    public boolean removes() {
        return removed.length > 0;
    }

    /** Whether a header line, which begins there, is removed. */
    public boolean removes(byte[] in, int lineFrom, int lineTo) {
        int colon = lineFrom;
        while (colon < lineTo && in[colon] != ':') colon++;
        while (colon > lineFrom && in[colon - 1] <= ' ') colon--;
        for (byte[] name : removed) if (Ascii.says(in, lineFrom, colon, name)) return true;
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderChanges changes
                && java.util.Arrays.equals(added, changes.added)
                && java.util.Arrays.deepEquals(removed, changes.removed);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(added) * 31 + java.util.Arrays.deepHashCode(removed);
    }
}
