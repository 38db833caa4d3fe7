package io.rubrica.siptests.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One folder.
 *
 * @param settings what it says beyond the general settings; empty: nothing
 * @param road what it is played over
 * @param phonebooks its CSV files, each with the extension that owns it; empty: the company
 * @param patience how long it waits for a message
 * @param alone whether it wants a proxy to itself, because it waits long
 */
record Scenario(
        String name,
        String settings,
        Road road,
        Map<Path, String> phonebooks,
        Duration patience,
        boolean alone,
        List<Step> steps) {
    /** Its folder, and the road where the folder names several. */
    String title() {
        return name + road;
    }
}
