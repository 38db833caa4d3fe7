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
 * @param format the template of a name (see {@link NameFormat}), from {@code {first}}, {@code {last}},
 *     {@code {company}}, {@code {number}} and literal text; parts that are empty go away with what joins them
 * @param trunkName what becomes of the name that the trunk sent, for a caller whom the phonebook knows; for others it
 *     stays
 * @param maxCharacters the longest name, in characters as people count them (grapheme clusters)
 * @param maxBytes the longest name, in bytes of UTF-8; more than 1024 counts as 1024
 * @param labels called number (extension or DID) to the label that calls to it show before the name, joined by one
 *     space ({@code Sales Ada Lovelace}; for a colon the label is {@code "Sales:"}). A caller without a name is shown
 *     by the label and the number, an anonymous one without the label
 * @param extensions extension to its direct numbers, whose calls show that extension's personal contacts, and its
 *     label unless they have their own
 */
public record CallerIdSettings(
        @Default("digits: 6") Matching match,
        @Default("{first} {last}") String format,
        @Default("replace") TrunkName trunkName,
        @Default("40") int maxCharacters,
        @Default("128") int maxBytes,
        @Default("") Map<String, String> labels,
        @Default("") Map<String, List<String>> extensions) {

    /** These rules with what one trunk or PBX does differently; null: nothing. */
    public CallerIdSettings with(@Nullable Change change) {
        if (change == null) return this;
        return new CallerIdSettings(
                change.match == null ? match : change.match,
                change.format == null ? format : change.format,
                change.trunkName == null ? trunkName : change.trunkName,
                change.maxCharacters == null ? maxCharacters : change.maxCharacters,
                change.maxBytes == null ? maxBytes : change.maxBytes,
                labels,
                extensions);
    }

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
