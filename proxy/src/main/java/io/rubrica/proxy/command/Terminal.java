package io.rubrica.proxy.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command reads and writes.
 *
 * @param in what is piped or typed
 * @param out the answers, in UTF-8 whatever the locale, for names are
 * @param err everything else that a person may want to know
 * @param outIsScreen whether answers go to a screen, where colours are welcome
 * @param errIsScreen whether the rest does, where a line may be drawn over
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean outIsScreen, boolean errIsScreen) {

    static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isScreen(1),
                isScreen(2));
    }

    /** A line of the answer. */
    void say(String line) throws IOException {
        out.println(line);
        listenForReaders();
    }

    /** Bytes of the answer. */
    void say(byte[] bytes) throws IOException {
        out.write(bytes);
        listenForReaders();
    }

    // A PrintStream keeps such troubles to itself.
    private void listenForReaders() throws IOException {
        if (out.checkError()) throw new IOException("nobody reads the output any more");
    }

    // System.console() asks about input and output together, and answers differently from Java 22 on.
    private static boolean isScreen(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
