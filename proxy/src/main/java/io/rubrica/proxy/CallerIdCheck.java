package io.rubrica.proxy;

import io.rubrica.proxy.enrich.CallerIdSettings;
import io.rubrica.proxy.enrich.NameFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Whether names can be written as the settings ask. */
final class CallerIdCheck {
    // The shortest that still shows something: one character of four bytes.
    private static final int LEAST_BYTES = 4;

    private final BiConsumer<String, String> mistakes;

    CallerIdCheck(BiConsumer<String, String> mistakes) {
        this.mistakes = mistakes;
    }

    void check(Settings settings) {
        CallerIdSettings general = settings.callerId();
        length("caller-id", general.maxCharacters(), general.maxBytes());
        format("caller-id", general.format());
        extensions(general.extensions());
        for (int i = 0; i < settings.trunks().size(); i++)
            change("trunks[" + i + "].caller-id", settings.trunks().get(i).callerId());
        for (int i = 0; i < settings.pbx().size(); i++)
            change("pbx[" + i + "].caller-id", settings.pbx().get(i).callerId());
    }

    private void change(String path, CallerIdSettings.@Nullable Change change) {
        if (change == null) return;
        length(path, change.maxCharacters(), change.maxBytes());
        if (change.format() != null) format(path, change.format());
    }

    private void length(String path, @Nullable Integer characters, @Nullable Integer bytes) {
        if (characters != null && characters < 1)
            mistakes.accept(path + ".max-characters", "a name has at least 1 character");
        if (bytes != null && bytes < LEAST_BYTES)
            mistakes.accept(path + ".max-bytes", "a name has at least " + LEAST_BYTES + " bytes");
    }

    private void format(String path, String format) {
        try {
            NameFormat unused = NameFormat.parse(format);
        } catch (IllegalArgumentException wrong) {
            mistakes.accept(path + ".format", String.valueOf(wrong.getMessage()));
        }
    }

    private void extensions(Map<String, List<String>> extensions) {
        Map<String, String> owners = new HashMap<>();
        extensions.forEach((extension, numbers) -> {
            for (int i = 0; i < numbers.size(); i++) {
                String other = owners.putIfAbsent(numbers.get(i), extension);
                if (other != null)
                    mistakes.accept(
                            "caller-id.extensions." + extension + "[" + i + "]",
                            "the direct number " + numbers.get(i) + " is given to " + other + " and " + extension);
            }
        });
    }
}
