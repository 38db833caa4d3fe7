package io.rubrica.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One TCP or TLS connection, from before it is open until it is closed. */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final byte[] PING = {'\r', '\n', '\r', '\n'};
    private static final byte[] PONG = {'\r', '\n'};
    /** So long a peer has to answer a ping (RFC 5626, 4.4.1). */
    private static final long PONG_LIMIT = 10_000;
    /** So long a peer may read nothing of what fills our buffers. */
    private static final long READING_LIMIT = 30_000;

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    final InetSocketAddress remote;
    /** The name that the other end must prove; empty: none in particular. Of a connection that a peer opened: empty. */
    final String name;

    final boolean ours;
    private final StreamListener listener;
    private final MessageFramer framer = new MessageFramer();
    private final @Nullable Backlog backlog;
    private State state = State.OPENING;
    private @Nullable Channel channel;
    private Set<String> provenNames = Set.of();
    private boolean unflushed;
    private long lastRead;
    private long halfSince;
    private long lastPing;
    private long stuckSince;
    private boolean pongDue;
    private boolean answersPings;
    private boolean admitted = true;

    private Connection(StreamListener listener, InetSocketAddress remote, String name, boolean ours) {
        this.listener = listener;
        this.remote = remote;
        this.name = name;
        this.ours = ours;
        backlog = ours ? new Backlog() : null;
    }

    /** One that a peer opened. */
    static Connection accepted(StreamListener listener, InetSocketAddress remote) {
        return new Connection(listener, remote, "", false);
    }

    /** One that we open; messages may be sent at once and wait. */
    static Connection opening(StreamListener listener, InetSocketAddress remote, String name) {
        return new Connection(listener, remote, name, true);
    }

    /** A stranger's, who may yet prove a name. */
    Connection unproven() {
        admitted = false;
        return this;
    }

    boolean isAdmitted() {
        return admitted;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether it leads to somebody of that name; an empty name asks for nobody in particular. */
    boolean proves(String wanted) {
        return wanted.isEmpty() || provenNames.contains(wanted);
    }

    Set<String> provenNames() {
        return provenNames;
    }

    // --- its life

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!listener.isSecure()) open(Set.of());
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) proven(context);
            else close(listener.handshakeFailed(remote, handshake.cause()));
        }
        context.fireUserEventTriggered(event);
    }

    private void proven(ChannelHandlerContext context) {
        Set<String> names = ProvenNames.of(context.pipeline());
        provenNames = names;
        if (!proves(name)) {
            String found = names.isEmpty() ? "no name" : String.join(", ", names);
            close(listener.handshakeFailed(remote, new SecurityException("it proves " + found + ", not " + name)));
            return;
        }
        if (!admitted && !listener.admitsNow(this)) {
            close(true);
            return;
        }
        admitted = true;
        open(names);
    }

    private void open(Set<String> names) {
        if (state != State.OPENING) return;
        provenNames = names;
        state = State.OPEN;
        lastRead = lastPing = listener.now();
        listener.opened(this);
        Backlog waiting = backlog;
        if (waiting != null) waiting.sendTo(this);
        listener.flushAll();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The peer is gone, or speaks something else than TLS; either way nothing more comes of it.
        close(true);
    }

    /** Could not be opened, or is not wanted any more. */
    void close(boolean hard) {
        Channel open = channel;
        // Without lingering a refused peer leaves nothing behind here.
        if (open != null && hard && open.isActive()) open.config().setOption(ChannelOption.SO_LINGER, 0);
        // First, for the channel tells at once of an opening that ends here.
        closed();
        if (open != null) open.close();
    }

    private void closed() {
        if (state == State.CLOSED) return;
        state = State.CLOSED;
        listener.closed(this);
        Backlog waiting = backlog;
        if (waiting != null) waiting.fail();
        listener.flushAll();
    }

    // --- in

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            listener.counters().receivedBytes.add(in.readableBytes());
            lastRead = listener.now();
            if (state == State.OPEN) {
                framer.add(in);
                takeAll();
            }
        } finally {
            in.release();
        }
    }

    private void takeAll() {
        while (state == State.OPEN) {
            MessageFramer.Next next = framer.next();
            switch (next) {
                case MESSAGE -> {
                    listener.take(framer, this);
                    framer.done();
                    halfSince = 0;
                }
                case PING -> write(PONG, 0, PONG.length, null);
                case PONG -> ponged();
                case BROKEN -> {
                    listener.broken(framer, this);
                    flush();
                    close(false);
                    return;
                }
                case MORE -> {
                    // From its first byte on: a message that drips in must not begin its time anew with each drop.
                    if (!framer.isHalfway()) halfSince = 0;
                    else if (halfSince == 0) halfSince = lastRead;
                    return;
                }
            }
        }
    }

    private void ponged() {
        if (!pongDue) return;
        pongDue = false;
        answersPings = true;
        framer.pongTaken();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        listener.flushAll();
    }

    // --- out

    /** Sends, or keeps until it is open; {@code failed} runs when that cannot be. */
    void send(byte[] bytes, int from, int to, @Nullable Runnable failed) {
        if (state == State.OPEN) {
            write(bytes, from, to, failed);
        } else if (state == State.OPENING && backlog != null) {
            if (!backlog.keep(bytes, from, to, failed)) listener.failed(failed);
        } else {
            listener.failed(failed);
        }
    }

    private void write(byte[] bytes, int from, int to, @Nullable Runnable failed) {
        Channel open = channel;
        // A peer that reads nothing must not fill our memory.
        if (open == null || !open.isWritable()) {
            listener.failed(failed);
            return;
        }
        ByteBuf buffer = open.alloc().directBuffer(to - from);
        buffer.writeBytes(bytes, from, to - from);
        listener.counters().sentBytes.add(to - from);
        if (!unflushed) listener.flushLater(this);
        unflushed = true;
        if (failed == null) open.write(buffer, open.voidPromise());
        else
            open.write(buffer).addListener(future -> {
                if (!future.isSuccess()) listener.failed(failed);
            });
    }

    void flush() {
        if (!unflushed) return;
        unflushed = false;
        Channel open = channel;
        if (open != null) open.flush();
    }

    // --- its watch

    /** Looks whether it is still worth having, and keeps it alive; {@code now} in milliseconds of the listener's clock. */
    void lookAfter(long now, ConnectionSettings settings) {
        if (state != State.OPEN) return;
        TransportCounters counters = listener.counters();
        if (halfSince != 0 && now - halfSince > settings.halfMessageLimit().toMillis()) {
            counters.broken.increment();
            close(true);
        } else if (isStuck(now) || isSilent(now)) {
            counters.dead.increment();
            close(true);
        } else if (ours && isQuiet(now, settings.ping().toMillis())) {
            lastPing = now;
            pongDue = true;
            write(PING, 0, PING.length, null);
        }
    }

    private boolean isQuiet(long now, long interval) {
        return now - lastRead >= interval && now - lastPing >= interval;
    }

    /** A peer that answered pings and no longer does is gone. One that never did is watched by TCP alone. */
    private boolean isSilent(long now) {
        return pongDue && answersPings && lastRead < lastPing && now - lastPing > PONG_LIMIT;
    }

    private boolean isStuck(long now) {
        Channel open = channel;
        if (open == null || open.isWritable()) stuckSince = 0;
        else if (stuckSince == 0) stuckSince = now;
        return stuckSince != 0 && now - stuckSince > READING_LIMIT;
    }
}
