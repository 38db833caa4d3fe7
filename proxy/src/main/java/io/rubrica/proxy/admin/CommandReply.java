package io.rubrica.proxy.admin;

import java.io.IOException;

/** Where the answer to a command goes, line by line, while it is being found. */
public interface CommandReply {
    /**
     * A line of the answer, without its end.
     *
     * @throws IOException when nobody reads any more
     */
    void line(String line) throws IOException;

    /**
     * How far it is.
     *
     * @param total units in all, or -1 when not known
     * @throws IOException when nobody reads any more
     */
    void progress(long done, long total) throws IOException;
}
