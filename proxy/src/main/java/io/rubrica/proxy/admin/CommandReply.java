package io.rubrica.proxy.admin;

import java.io.IOException;

/** Where the answer to a command goes, line by line, while it is being found. */
@FunctionalInterface
public interface CommandReply {
    /**
     * A line of the answer, without its end.
     *
     * @throws IOException when nobody reads any more
     */
    void line(String line) throws IOException;

    /**
     * How far it is; not everybody wants to know.
     *
     * @param total units in all, or -1 when not known
     * @param contacts how many contacts that is so far
     * @throws IOException when nobody reads any more
     */
    default void progress(long done, long total, long contacts) throws IOException {}
}
