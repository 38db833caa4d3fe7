package io.rubrica.proxy.command;

import io.rubrica.directory.sync.ProgressBar;
import io.rubrica.proxy.admin.CommandReply;
import java.io.IOException;

/** Shows an answer line by line, and a bar while it is on its way. */
final class ProgressReply implements CommandReply, AutoCloseable {
    private final CommandReply answers;
    private final ProgressBar bar;

    /** @param answers where the lines go */
    ProgressReply(Terminal terminal, String label, CommandReply answers) {
        this.answers = answers;
        this.bar = new ProgressBar(terminal.err(), terminal.errIsScreen(), label, System::nanoTime);
    }

    @Override
    public void line(String line) throws IOException {
        bar.close();
        answers.line(line);
    }

    @Override
    public void progress(long done, long total, long contacts) {
        bar.at(done, total, contacts);
    }

    @Override
    public void close() {
        bar.close();
    }
}
