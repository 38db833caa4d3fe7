package io.rubrica.proxy.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands on a Unix socket in the data folder. Only the proxy's own user can reach it, and nobody can hold
 * it for long: connections, line lengths and waiting times are bounded.
 */
public final class CommandSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
    private static final String FILE = "command.socket";
    private static final int MOST_CONNECTIONS = 8;
    // What the kernel's socket addresses hold, less the final NUL.
    private static final int LONGEST_PATH = 107;

    private final ServerSocketChannel server;
    private final Path path;
    private final Map<String, CommandHandler> verbs;
    private final Duration patience;
    private final Set<CommandConversation> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(named("command"));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(named("command-clock"));

    private CommandSocket(ServerSocketChannel server, Path path, Map<String, CommandHandler> verbs, Duration patience) {
        this.server = server;
        this.path = path;
        this.verbs = Map.copyOf(verbs);
        this.patience = patience;
    }

    /**
     * Opens the socket, in place of one that a killed proxy left behind. The caller holds the data folder's lock.
     *
     * @throws IOException when it cannot be opened; commands then cannot reach this proxy
     */
    public static CommandSocket open(Path data, Map<String, CommandHandler> verbs) throws IOException {
        return open(data, verbs, Duration.ofMinutes(1));
    }

    /** @param patience how long the other side may keep a thread waiting */
    static CommandSocket open(Path data, Map<String, CommandHandler> verbs, Duration patience) throws IOException {
        Path path = in(data);
        // Bound where nobody else may enter, then moved: so it is never open to others, whatever the umask.
        Path folder = Files.createTempDirectory(data, ".s");
        Path unfinished = folder.resolve("s");
        try {
            if (Math.max(path.toString().length(), unfinished.toString().length()) > LONGEST_PATH)
                throw new IOException("the path of the data folder is too long for a socket: " + data);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(unfinished));
            PrivateFiles.keepFromOthers(unfinished);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            CommandSocket socket = new CommandSocket(server, path, verbs, patience);
            socket.start();
            return socket;
        } finally {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(folder);
        }
    }

    /** Where the socket of a data folder is. */
    static Path in(Path data) {
        return data.toAbsolutePath().normalize().resolve(FILE);
    }

    @Override
    public void close() throws IOException {
        // First, so that nobody finds a socket at which nobody listens.
        Files.deleteIfExists(path);
        server.close();
        open.forEach(CommandConversation::close);
        threads.shutdownNow();
        clock.shutdownNow();
    }

    private void start() {
        long step = Math.max(1, patience.toMillis() / 4);
        var unused = clock.scheduleWithFixedDelay(this::endTheSilent, step, step, TimeUnit.MILLISECONDS);
        threads.execute(this::acceptAll);
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                accept(server.accept());
            } catch (IOException closed) {
                if (server.isOpen()) LOG.warn("a command could not connect: {}", closed.getMessage());
            }
        }
    }

    private void accept(SocketChannel channel) throws IOException {
        if (open.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        CommandConversation conversation = new CommandConversation(channel, verbs);
        open.add(conversation);
        threads.execute(() -> {
            try {
                conversation.hold();
            } finally {
                open.remove(conversation);
            }
        });
    }

    private void endTheSilent() {
        open.forEach(each -> each.closeIfWaitingLongerThan(patience));
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
