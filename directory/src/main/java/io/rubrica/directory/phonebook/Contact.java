package io.rubrica.directory.phonebook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may call. Texts are empty, never null, where the source has none.
 *
 * @param source the name of the source that it belongs to, such as {@code customers}
 * @param externalId its identity at the source
 * @param owner the extension whose personal contact it is, or empty: the company's
 * @param tag a free word of the source, or empty
 * @param expires when it is forgotten, or null: never
 */
public record Contact(
        String source,
        String externalId,
        String owner,
        String firstName,
        String lastName,
        String company,
        String email,
        String tag,
        List<TypedNumber> numbers,
        @Nullable Instant expires) {
    public Contact {
        // Stored ones cannot change either, and copying would make them all.
        if (!(numbers instanceof StoredNumbers)) numbers = List.copyOf(numbers);
    }

    public boolean isPersonal() {
        return !owner.isEmpty();
    }
}
