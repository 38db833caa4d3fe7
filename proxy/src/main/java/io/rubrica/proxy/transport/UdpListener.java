package io.rubrica.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket. Datagrams are copied into one array that the taker reads; nothing is kept of them here. */
final class UdpListener extends ChannelInboundHandlerAdapter implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

    private final ListenerIdentity identity;
    private final Inbox inbox;
    private final TransportCounters counters;
    private final byte[] datagram = new byte[EventLoop.LARGEST_DATAGRAM];
    private final Runnable flushAll;
    private final InetAddress bound;
    private @Nullable Channel channel;
    private boolean unsent;
    private long lastFaultLogged;

    /** @param flushAll sends what a burst left unsent on any socket of the loop */
    UdpListener(ListenerSettings settings, Inbox inbox, TransportCounters counters, Runnable flushAll) {
        identity = settings.identity();
        this.inbox = inbox;
        this.flushAll = flushAll;
        bound = settings.address().socket().getAddress();
        this.counters = counters;
    }

    @Override
    public boolean reaches(InetAddress address) {
        return HostPort.reaches(bound, address);
    }

    void opened(Channel opened) {
        channel = opened;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            ByteBuf content = packet.content();
            int length = Math.min(content.readableBytes(), datagram.length);
            content.getBytes(content.readerIndex(), datagram, 0, length);
            counters.received.increment();
            counters.receivedBytes.add(length);
            take(length, packet.sender());
        } finally {
            packet.release();
        }
    }

    private void take(int length, InetSocketAddress from) {
        // A message must never stop the loop that carries everybody's calls, whatever our own mistakes.
        try {
            if (inbox.admits(from, this)) {
                inbox.received(datagram, length, from, this);
            } else {
                counters.strangers.increment();
                inbox.stranger(datagram, length, from, this);
            }
        } catch (RuntimeException | Error fault) {
            counters.faults.increment();
            // One line a second is enough to see it; a flood of them would be an attack of its own.
            long now = System.nanoTime();
            if (now - lastFaultLogged < 1_000_000_000L) return;
            lastFaultLogged = now;
            LOG.error("a message from {} could not be worked on", from, fault);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // What a burst of datagrams caused leaves in few system calls, whatever socket it leaves by.
        flushAll.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        counters.sendFailures.increment();
        LOG.debug("socket {}: {}", identity, cause.toString());
    }

    void flush() {
        if (!unsent || channel == null) return;
        unsent = false;
        channel.flush();
    }

    private DatagramPacket packet(byte[] bytes, int from, int to, InetSocketAddress destination, Channel open) {
        counters.sent.increment();
        counters.sentBytes.add(to - from);
        unsent = true;
        ByteBuf buffer = open.alloc().directBuffer(to - from);
        buffer.writeBytes(bytes, from, to - from);
        return new DatagramPacket(buffer, destination);
    }

    @Override
    public void send(byte[] bytes, int from, int to, InetSocketAddress destination) {
        Channel open = channel;
        if (open == null) return;
        open.write(packet(bytes, from, to, destination, open), open.voidPromise());
    }

    @Override
    public void send(byte[] bytes, int from, int to, InetSocketAddress destination, Runnable failed) {
        Channel open = channel;
        if (open == null) return;
        open.write(packet(bytes, from, to, destination, open)).addListener(future -> {
            if (!future.isSuccess()) {
                counters.sendFailures.increment();
                failed.run();
            }
        });
    }

    @Override
    public ListenerIdentity identity() {
        return identity;
    }

    @Override
    public String toString() {
        return identity.name();
    }
}
