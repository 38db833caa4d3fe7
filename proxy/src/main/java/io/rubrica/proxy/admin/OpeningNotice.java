package io.rubrica.proxy.admin;

import io.rubrica.directory.phonebook.Opening;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator when a phonebook was not found as it was left. */
public final class OpeningNotice {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningNotice.class);

    private OpeningNotice() {}

    /** Says nothing of a phonebook that is new or was closed well. */
    public static void give(Opening opening) {
        if (opening instanceof Opening.Recovered recovered)
            LOG.warn("the phonebook was not closed well; it was recovered, {} places were lost", recovered.damaged());
        if (opening instanceof Opening.StartedEmpty empty)
            LOG.warn(
                    "the phonebook could not be read ({}); it starts empty, the old files are in {}",
                    empty.reason(),
                    empty.movedAside());
    }
}
