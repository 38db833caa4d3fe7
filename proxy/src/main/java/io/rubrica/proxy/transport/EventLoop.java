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
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
    private static final boolean NATIVE = Epoll.isAvailable();

    private final EventLoopGroup group;
    private final io.netty.channel.EventLoop loop;
    private final List<UdpListener> listeners = new CopyOnWriteArrayList<>();

    public EventLoop() {
        IoHandlerFactory io = NATIVE ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("calls"), io);
        loop = group.next();
    }

    /**
     * Opens a socket.
     *
     * @throws Exception when the address cannot be bound
     */
    public Listener open(ListenerSettings settings, Inbox inbox, TransportCounters counters) throws Exception {
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

    private void flush() {
        for (int i = 0; i < listeners.size(); i++) listeners.get(i).flush();
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
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
