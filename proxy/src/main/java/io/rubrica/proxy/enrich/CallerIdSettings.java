package io.rubrica.proxy.enrich;

import io.rubrica.directory.phonebook.Matching;
import io.rubrica.directory.settings.Default;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How callers are named.
 *
 * @param match how far a lookup may go: {@code none}, {@code exact}, {@code digits: N}, {@code compatible: N}
 * @param format the template of a name
 * @param trunkName what becomes of the name that the trunk sent
 * @param maxCharacters the longest name, in characters as people count them (grapheme clusters)
 * @param maxBytes the longest name, in bytes of UTF-8
 * @param labels called number (extension or DID) to the label that calls to it show before the name
 * @param extensions extension to its direct numbers, whose calls show that extension's personal contacts
 */
public record CallerIdSettings(
        @Default("digits: 6") Matching match,
        @Default("{first} {last}") String format,
        @Default("replace") TrunkName trunkName,
        @Default("40") int maxCharacters,
        @Default("128") int maxBytes,
        @Default("") Map<String, String> labels,
        @Default("") Map<String, List<String>> extensions) {

    /** What becomes of the name that the trunk sent. */
    public enum TrunkName {
        /** Ours is written instead. */
        REPLACE,
        /** It stays, unless it is empty, the number itself, or a word like "unknown". */
        KEEP,
        /** Ours is written before it. */
        PREPEND,
        /** Ours is written after it. */
        APPEND
    }

    /** What one trunk or PBX does differently; null: as in general. */
    public record Change(
            @Nullable Matching match,
            @Nullable String format,
            @Nullable TrunkName trunkName,
            @Nullable Integer maxCharacters,
            @Nullable Integer maxBytes) {}
}
