package io.rubrica.proxy;

import io.rubrica.directory.source.Source;

/** Told how a start goes, for the one who waits for it. */
@FunctionalInterface
public interface StartWatcher {
    /** Somebody who does not want to know. */
    StartWatcher NOBODY = source -> Source.Progress.NONE;

    /** A source is about to be read; what is returned is told how far that is. */
    Source.Progress reading(String source);
}
