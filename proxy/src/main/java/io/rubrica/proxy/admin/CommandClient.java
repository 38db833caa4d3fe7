package io.rubrica.proxy.admin;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Asks the proxy that runs on a data folder. */
public final class CommandClient implements AutoCloseable {
    private final Path socket;
    private SocketChannel channel;
    private BufferedReader in;

    private CommandClient(Path socket) throws IOException {
        this.socket = socket;
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        this.in = reader(channel);
    }

    /** A connection to the proxy that runs on a data folder; empty when none does. */
    public static Optional<CommandClient> connect(Path data) {
        Path socket = CommandSocket.in(data);
        if (!Files.exists(socket)) return Optional.empty();
        try {
            return Optional.of(new CommandClient(socket));
        } catch (IOException nobodyThere) {
            // Left behind by a proxy that was killed: the data folder's lock will tell.
            return Optional.empty();
        }
    }

    /**
     * Asks, and hands the answer over as it comes.
     *
     * @return the exit code: 0 found or done, 1 nothing found
     * @throws IllegalArgumentException when the proxy found no sense in the question, with its sentence
     * @throws IOException when it could not be done or the proxy went away, with a sentence
     */
    public int ask(CommandRequest request, CommandReply reply) throws IOException {
        if (request.line().length() > CommandRequest.LONGEST_LINE)
            throw new IllegalArgumentException("that is too long to ask");
        String line = firstLine(request);
        while (true) {
            switch (line.charAt(0)) {
                case '+' -> reply.line(line.substring(1));
                case '%' -> {
                    String[] numbers = line.substring(1).split(" ");
                    reply.progress(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
                }
                default -> {
                    return exitCode(line);
                }
            }
            line = nextLine();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    // The proxy ends connections on which nobody asks for a while; then a fresh one is as good.
    private String firstLine(CommandRequest request) throws IOException {
        try {
            send(request);
            return nextLine();
        } catch (IOException closed) {
            channel.close();
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            in = reader(channel);
            send(request);
            return nextLine();
        }
    }

    private void send(CommandRequest request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    private String nextLine() throws IOException {
        String line = in.readLine();
        if (line == null || line.isEmpty()) throw new EOFException("the proxy went away");
        return line;
    }

    private static int exitCode(String line) throws IOException {
        int space = line.indexOf(' ');
        int code = Integer.parseInt(line.substring(1, space < 0 ? line.length() : space));
        String why = space < 0 ? "" : line.substring(space + 1);
        if (code == 2) throw new IllegalArgumentException(why);
        if (code > 2) throw new IOException(why);
        return code;
    }

    private static BufferedReader reader(SocketChannel channel) {
        return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }
}
