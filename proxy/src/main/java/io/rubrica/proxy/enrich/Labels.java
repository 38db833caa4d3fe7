package io.rubrica.proxy.enrich;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.directory.number.PhoneNumber;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The label that calls to a number show. */
final class Labels {
    private final Map<String, String> byText = new HashMap<>();
    private final Map<PhoneNumber, String> byNumber = new HashMap<>();

    /** @throws IllegalArgumentException when two spellings of one number have different labels */
    Labels(Map<String, String> labels, NumberPlan plan) {
        labels.forEach((called, label) -> {
            if (VisibleText.isBlank(label)) return;
            byText.put(called, label);
            PhoneNumber number = plan.read(called);
            if (number == null) return;
            String other = byNumber.putIfAbsent(number, label);
            if (other != null && !other.equals(label))
                throw new IllegalArgumentException(number + " has two labels: \"" + other + "\" and \"" + label + "\"");
        });
    }

    boolean areEmpty() {
        return byText.isEmpty();
    }

    /**
     * The label of a called number: its own, or else that of its extension.
     *
     * @param number {@code called} as the plan reads it
     * @return empty when there is none
     */
    String of(String called, @Nullable PhoneNumber number, String extension) {
        String label = byText.get(called);
        if (label == null && number != null) label = byNumber.get(number);
        if (label == null) label = byText.get(extension);
        return label == null ? "" : label;
    }
}
