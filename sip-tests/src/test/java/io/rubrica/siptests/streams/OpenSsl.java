package io.rubrica.siptests.streams;

import io.rubrica.siptests.wire.Sip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code openssl}. */
final class OpenSsl {
    /** So long at most: a program that hangs is a failure like another. */
    private static final String SECONDS = "20";

    private OpenSsl() {}

    /** Runs it to its end. @throws IOException with what it said, when it fails */
    static void run(Path folder, String... arguments) throws IOException {
        Process process = start(folder, List.of(arguments));
        process.getOutputStream().close();
        String said = Sip.text(process.getInputStream().readAllBytes());
        if (exit(process) != 0) throw new IOException("openssl " + String.join(" ", arguments) + ":\n" + said);
    }

    /**
     * Says something to a server as {@code openssl s_client} and gives all that was said until the answer came or the
     * connection ended: about certificates, alerts, and by the server.
     *
     * @param answer what the server says when it has heard us
     */
    static String client(Path folder, List<String> arguments, String said, String answer) throws IOException {
        List<String> command = new ArrayList<>(List.of("s_client", "-showcerts"));
        command.addAll(arguments);
        Process process = start(folder, command);
        try {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            boolean spoken = false;
            InputStream in = process.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                heard.write(next);
                if (next != '\n') continue;
                String text = Sip.text(heard.toByteArray());
                if (text.contains(answer)) return text;
                // It says this when the handshake is over.
                if (!spoken && text.contains("Verify return code")) {
                    spoken = true;
                    say(process.getOutputStream(), said);
                }
            }
            return Sip.text(heard.toByteArray());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void say(OutputStream out, String said) {
        try {
            out.write(Sip.bytes(said));
            out.flush();
        } catch (IOException closed) {
            // The server may be gone already; what it said last is what counts.
        }
    }

    private static Process start(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("timeout", SECONDS, "openssl"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static int exit(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
