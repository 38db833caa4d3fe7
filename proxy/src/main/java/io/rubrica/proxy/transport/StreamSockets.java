package io.rubrica.proxy.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Opens the sockets of TCP and TLS: those that listen, and those that lead to others. */
final class StreamSockets {
    private static final int ACCEPT_QUEUE = 512;
    /** What may wait for a peer that does not read, before more is refused. */
    private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private static final int DEAD_AFTER_MILLISECONDS = 20_000;
    private static final int PROBE_AFTER_SECONDS = 60;
    private static final int PROBE_EVERY_SECONDS = 15;
    private static final int PROBES = 4;

    private final EventLoopGroup group;
    private final io.netty.channel.EventLoop loop;

    StreamSockets(EventLoopGroup group, io.netty.channel.EventLoop loop) {
        this.group = group;
        this.loop = loop;
    }

    /** @throws Exception when the address cannot be bound */
    void listen(StreamListener listener) throws Exception {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(EventLoop.NATIVE ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, ACCEPT_QUEUE)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
                .childHandler(listener);
        if (EventLoop.NATIVE)
            bootstrap
                    .childOption(EpollChannelOption.TCP_USER_TIMEOUT, DEAD_AFTER_MILLISECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, PROBE_AFTER_SECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPINTVL, PROBE_EVERY_SECONDS)
                    .childOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
        bootstrap.bind(listener.settings().address().socket()).sync();
        loop.scheduleAtFixedRate(() -> listener.lookAfter(EventLoop.now()), 1, 1, TimeUnit.SECONDS);
    }

    /** Begins to open a connection; it hears what becomes of it. */
    void dial(StreamListener listener, Connection connection) {
        ConnectionSettings settings = listener.settings().connections();
        int limit = (int) settings.openLimit().toMillis();
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(EventLoop.NATIVE ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limit)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        listener.join(channel, connection);
                    }
                });
        if (EventLoop.NATIVE)
            bootstrap
                    .option(EpollChannelOption.TCP_USER_TIMEOUT, DEAD_AFTER_MILLISECONDS)
                    .option(EpollChannelOption.TCP_KEEPIDLE, PROBE_AFTER_SECONDS)
                    .option(EpollChannelOption.TCP_KEEPINTVL, PROBE_EVERY_SECONDS)
                    .option(EpollChannelOption.TCP_KEEPCNT, PROBES);
        InetSocketAddress ours = listener.settings().address().socket();
        // Peers know us by the address that we listen on; a name in the destination was for certificates only.
        InetSocketAddress theirs = new InetSocketAddress(connection.remote.getAddress(), connection.remote.getPort());
        ChannelFuture dialled = ours.getAddress().isAnyLocalAddress()
                ? bootstrap.connect(theirs)
                : bootstrap.connect(theirs, new InetSocketAddress(ours.getAddress(), 0));
        dialled.addListener(done -> {
            Throwable why = done.cause();
            if (why != null) listener.unreachable(connection, Tls.reason(why));
        });
        loop.schedule(() -> listener.unreachable(connection, "not open in time"), limit, TimeUnit.MILLISECONDS);
    }
}
