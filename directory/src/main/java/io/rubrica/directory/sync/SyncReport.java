package io.rubrica.directory.sync;

import io.rubrica.directory.source.Source.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one sync of one source did.
 *
 * @param source the source's name
 * @param contacts how many contacts it handed over
 * @param problems the first problems it had, at most 1,000
 * @param problemCount how many problems it had
 * @param began when it began
 * @param took how long it took
 */
public record SyncReport(
        String source,
        SyncOutcome outcome,
        long contacts,
        List<Problem> problems,
        long problemCount,
        Instant began,
        Duration took) {

    /** One line for people. */
    public String summary() {
        String text = source + ": " + outcome.word() + ", " + outcome.detail();
        if (problemCount == 0) return text;
        return text + ", " + problemCount + (problemCount == 1 ? " problem" : " problems");
    }
}
