package io.rubrica.directory.phonebook;

import java.nio.file.Path;

/** How a phonebook was found when it was opened. */
public sealed interface Opening {
    /** The word in logs and metrics. */
    String word();

    /** There was none: an empty one was made. */
    record Fresh() implements Opening {
        @Override
        public String word() {
            return "new";
        }
    }

    /** It was closed well and is as it was. */
    record Clean() implements Opening {
        @Override
        public String word() {
            return "clean";
        }
    }

    /**
     * Its process was killed; the contacts were recovered and the index was made anew.
     *
     * @param damaged how many places were found broken and left out; when there are any, the sources' states are
     *     forgotten too, so that their workers read everything again
     */
    record Recovered(long damaged) implements Opening {
        @Override
        public String word() {
            return "recovered";
        }
    }

    /** It could not be read: its files were moved aside and an empty one was made. The sources must be read again. */
    record StartedEmpty(Path movedAside, String reason) implements Opening {
        @Override
        public String word() {
            return "started-empty";
        }
    }
}
