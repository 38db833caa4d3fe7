package io.rubrica.proxy.settings;

import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** Settings for tests, written as operators write them; whatever is left out has its default. */
public final class SettingsText {
    private SettingsText() {}

    /** A settings record from its YAML, which must have no mistake. */
    public static <R extends Record> R read(Class<R> type, String yaml) {
        Findings findings = new Findings();
        Placeholders none = new Placeholders(Path.of(""), name -> null);
        Object bound = new Compose(LoadSettings.builder().build())
                .composeString(yaml)
                .map(root -> new RecordBinder(new ScalarReader(Path.of("")), none, findings).bind(root, type, ""))
                .orElseThrow();
        if (!findings.mistakes().equals(List.of())) throw new AssertionError(findings.mistakes() + " in\n" + yaml);
        return type.cast(bound);
    }
}
