package io.rubrica.proxy.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that carries all calls, and the sockets that it owns. Native epoll where the machine has it, plain NIO
 * elsewhere.
 */
public final class EventLoop implements AutoCloseable, Executor {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** The largest UDP payload; legal SIP fills it (RFC 3261, 18.1.1). */
    static final int LARGEST_DATAGRAM = 65_535;

    private static final int DATAGRAMS_A_RECEIVE = 16;
    private static final int SOCKET_BUFFER = 4 << 20;
    static final boolean NATIVE = Epoll.isAvailable();
    private static final int HANDSHAKES_AT_ONCE = 2;
    private static final int HANDSHAKES_WAITING = 1_000;

    private final EventLoopGroup group;
    private final io.netty.channel.EventLoop loop;
    private final StreamSockets streams;
    private final List<UdpListener> listeners = new CopyOnWriteArrayList<>();
    private final List<StreamListener> streamListeners = new CopyOnWriteArrayList<>();
    // Computes TLS handshakes, which take milliseconds; a crowd of them waits here and not in the way of calls.
    private final ThreadPoolExecutor handshakes = new ThreadPoolExecutor(
            HANDSHAKES_AT_ONCE,
            HANDSHAKES_AT_ONCE,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(HANDSHAKES_WAITING),
            new DefaultThreadFactory("handshakes", true));

    public EventLoop() {
        IoHandlerFactory io = NATIVE ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("calls"), io);
        loop = group.next();
        streams = new StreamSockets(group, loop);
        handshakes.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens a socket.
     *
     * @throws Exception when the address cannot be bound, or the certificates cannot be used
     */
    public Listener open(ListenerSettings settings, Inbox inbox, TransportCounters counters) throws Exception {
        if (settings.address().transport() == Transport.UDP) return openDatagrams(settings, inbox, counters);
        TlsSettings secured = settings.tls();
        Tls tls = secured == null ? null : Tls.of(secured, handshakes);
        StreamListener listener = new StreamListener(settings, tls, inbox, counters, this);
        streams.listen(listener);
        streamListeners.add(listener);
        return listener;
    }

    private Listener openDatagrams(ListenerSettings settings, Inbox inbox, TransportCounters counters)
            throws Exception {
        UdpListener listener = new UdpListener(settings, inbox, counters, this::flush);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NATIVE ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .handler(listener);
        if (NATIVE) {
            bootstrap
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST_DATAGRAM)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(LARGEST_DATAGRAM * DATAGRAMS_A_RECEIVE));
        } else {
            bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM));
        }
        Channel channel = bootstrap.bind(settings.address().socket()).sync().channel();
        listener.opened(channel);
        listeners.add(listener);
        return listener;
    }

    /** Begins to call {@link Inbox#tick}. */
    public void start(Inbox inbox, int tickMilliseconds, TransportCounters counters) {
        loop.scheduleAtFixedRate(
                () -> {
                    // A task that throws is never run again; the loop's heart must not stop for one mistake.
                    try {
                        inbox.tick();
                    } catch (RuntimeException | Error fault) {
                        counters.faults.increment();
                        LOG.error("a timer could not be worked on", fault);
                    }
                    flush();
                },
                tickMilliseconds,
                tickMilliseconds,
                TimeUnit.MILLISECONDS);
    }

    /** Sends what is left unsent on any socket. */
    void flush() {
        for (int i = 0; i < listeners.size(); i++) listeners.get(i).flush();
        for (int i = 0; i < streamListeners.size(); i++) streamListeners.get(i).flush();
    }

    /** Does that on the loop, when what is being done there now is finished. */
    void later(Runnable task) {
        loop.execute(() -> {
            task.run();
            flush();
        });
    }

    void dial(StreamListener listener, Connection connection) {
        streams.dial(listener, connection);
    }

    /** Milliseconds on a steady clock. */
    static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /**
     * Reads all certificates again, for the connections that are made from now on; open ones stay. Not to be called on the
     * loop.
     *
     * @throws IOException with a sentence, when some cannot be used; then all those in use stay in use
     */
    public void reloadCertificates() throws IOException {
        List<Runnable> changes = new ArrayList<>();
        for (StreamListener each : streamListeners) changes.add(each.readCertificates());
        changes.forEach(Runnable::run);
    }

    /** Asks something on the loop's own thread and waits for the answer; not to be called from the loop. */
    public <T> T ask(Callable<T> question) throws Exception {
        return loop.submit(question).get();
    }

    /** Runs something on the loop's own thread, soon; what comes when the loop is closed is forgotten. */
    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error fault) {
                    LOG.error("what came to the loop could not be worked on", fault);
                }
                flush();
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("the loop is closed");
        }
    }

    /** Closes the sockets and ends the thread. */
    @Override
    public void close() {
        handshakes.shutdownNow();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
