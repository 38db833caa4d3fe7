package io.rubrica.siptests.scenario;

import java.time.Duration;

/** One rung of the ladder. */
sealed interface Step {
    /** The file's name, for messages to people. */
    String file();

    /** That party sends it to the proxy. */
    record Send(String file, String number, String party, MessageTemplate message) implements Step {}

    /** The proxy must send it to that party, next. */
    record Expect(String file, String number, String party, MessageTemplate message) implements Step {}

    /** That party sends the bytes of an earlier step once more. */
    record SendAgain(String file, String party, String earlier) implements Step {}

    /** The proxy must send the bytes of an earlier step to that party once more. */
    record ExpectAgain(String file, String party, String earlier) implements Step {}

    /**
     * Nothing more may have come to that party.
     *
     * @param watched how long that is watched; zero: as long as the proxy needs to deal with what it was sent
     */
    record Silence(String file, String party, Duration watched) implements Step {}
}
