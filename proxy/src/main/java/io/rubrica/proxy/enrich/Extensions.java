package io.rubrica.proxy.enrich;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which extension a called number rings. */
final class Extensions {
    /** Longer than any extension; what is longer is not worth asking the phonebook for. */
    private static final int LONGEST = 32;

    private final Map<PhoneNumber, String> byDirectNumber = new HashMap<>();

    /** @throws IllegalArgumentException when a direct number is unreadable or belongs to two extensions */
    Extensions(Map<String, List<String>> directNumbers, NumberPlan plan) {
        directNumbers.forEach((extension, numbers) -> {
            for (String number : numbers) add(extension, number, plan.read(number));
        });
    }

    private void add(String extension, String typed, @Nullable PhoneNumber number) {
        if (number == null)
            throw new IllegalArgumentException("extension " + extension + ": not a telephone number: " + typed);
        String other = byDirectNumber.putIfAbsent(number, extension);
        if (other != null && !other.equals(extension))
            throw new IllegalArgumentException(
                    typed + " is a direct number of two extensions: " + other + " and " + extension);
    }

    boolean areEmpty() {
        return byDirectNumber.isEmpty();
    }

    /**
     * The extension that a called number rings; a number that is nobody's direct number is taken for an extension
     * itself.
     *
     * @param number {@code called} as the plan reads it
     * @return empty when it cannot be one
     */
    String of(String called, @Nullable PhoneNumber number) {
        String extension = number == null ? null : byDirectNumber.get(number);
        if (extension != null) return extension;
        return called.length() <= LONGEST ? called : "";
    }
}
