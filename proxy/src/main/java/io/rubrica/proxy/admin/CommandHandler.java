package io.rubrica.proxy.admin;

import java.io.IOException;

/** Answers one verb. */
@FunctionalInterface
public interface CommandHandler {
    /**
     * Answers; called by several threads at once.
     *
     * @return the command's exit code: 0 found or done, 1 nothing found
     * @throws IllegalArgumentException for a question that makes no sense, with a sentence for the one who asked
     * @throws IOException when it cannot be done, with a sentence for the one who asked
     */
    int handle(CommandRequest request, CommandReply reply) throws IOException;
}
