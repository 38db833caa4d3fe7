package io.rubrica.proxy.command;

import io.rubrica.directory.sync.ProgressBar;
import io.rubrica.proxy.admin.CommandReply;
import java.io.IOException;

/** Shows an answer line by line, and a bar while it is on its way. */
final class ProgressReply implements CommandReply, AutoCloseable {
    private final Terminal terminal;
    private final ProgressBar bar;

    ProgressReply(Terminal terminal, String label) {
        this.terminal = terminal;
        this.bar = new ProgressBar(terminal.err(), terminal.errIsScreen(), label, System::nanoTime);
    }

    @Override
    public void line(String line) throws IOException {
        bar.close();
        terminal.say(line);
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
