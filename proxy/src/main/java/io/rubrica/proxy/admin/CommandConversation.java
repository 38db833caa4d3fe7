package io.rubrica.proxy.admin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection on the command socket. Every request line is answered by lines that begin with {@code +} (a line of
 * the answer) or {@code %} (done, total, contacts), and one that begins with {@code =} (exit code and, when it went wrong, why).
 */
final class CommandConversation implements CommandReply {
    private static final Logger LOG = LoggerFactory.getLogger(CommandConversation.class);
    private static final long BUSY = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final Map<String, CommandHandler> verbs;
    private final InputStream in;
    private final OutputStream out;
    private volatile long waitingSince = BUSY;

    CommandConversation(SocketChannel channel, Map<String, CommandHandler> verbs) {
        this.channel = channel;
        this.verbs = verbs;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = new BufferedOutputStream(new Watched(Channels.newOutputStream(channel)));
    }

    /** Answers until the other side has no more questions. */
    void hold() {
        try (channel) {
            for (String line = readLine(); line != null; line = readLine()) {
                answer(line);
                out.flush();
            }
        } catch (IOException gone) {
            LOG.debug("a command went away: {}", gone.getMessage());
        }
    }

    void closeIfWaitingLongerThan(Duration patience) {
        long since = waitingSince;
        if (since != BUSY && System.nanoTime() - since > patience.toNanos()) close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            LOG.debug("closing a command's connection: {}", alreadyGone.getMessage());
        }
    }

    @Override
    public void line(String line) throws IOException {
        send('+', line);
    }

    @Override
    public void progress(long done, long total, long contacts) throws IOException {
        send('%', done + " " + total + " " + contacts);
        out.flush();
    }

    private void answer(String line) throws IOException {
        String end;
        try {
            CommandRequest request = CommandRequest.parse(line);
            CommandHandler handler = verbs.get(request.verb());
            end = handler == null
                    ? "2 this proxy knows no \"" + Visible.text(request.verb()) + "\""
                    : String.valueOf(handler.handle(request, this));
        } catch (IllegalArgumentException senseless) {
            end = "2 " + reason(senseless);
        } catch (IOException failed) {
            end = "3 " + reason(failed);
        } catch (RuntimeException unexpected) {
            LOG.error("a command failed", unexpected);
            end = "3 the proxy could not do it; its log says why";
        }
        send('=', end);
    }

    private void send(char kind, String text) throws IOException {
        out.write(kind);
        out.write(text.replace('\n', ' ').replace('\r', ' ').getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        waitingSince = System.nanoTime();
        try {
            for (int each = in.read(); each != '\n'; each = in.read()) {
                if (each < 0) return null;
                if (line.size() >= CommandRequest.LONGEST_LINE) throw new IOException("a request is too long");
                line.write(each);
            }
        } finally {
            waitingSince = BUSY;
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static String reason(Exception failed) {
        return Objects.requireNonNullElse(failed.getMessage(), failed.getClass().getSimpleName());
    }

    /** Tells when a write began to wait, for a reader that does not read. */
    private final class Watched extends OutputStream {
        private final OutputStream socket;

        private Watched(OutputStream socket) {
            this.socket = socket;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            waitingSince = System.nanoTime();
            try {
                socket.write(bytes, from, length);
            } finally {
                waitingSince = BUSY;
            }
        }
    }
}
