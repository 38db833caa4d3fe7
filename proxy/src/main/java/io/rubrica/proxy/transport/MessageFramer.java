package io.rubrica.proxy.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages in a stream of bytes: each ends where its Content-Length says (RFC 3261, 18.3). It keeps what came of a
 * message that is not whole yet, never more than the longest message and one read, and looks at no byte of a head twice.
 */
final class MessageFramer {
    /** The longest message; what a datagram could hold. */
    static final int LONGEST = EventLoop.LARGEST_DATAGRAM;

    private static final int USUAL_ROOM = 4096;
    private static final int NO_LENGTH = -1;
    private static final int BAD_LENGTH = -2;

    /** What comes next in the stream. */
    enum Next {
        /** A whole message. */
        MESSAGE,
        /** Two empty lines: the peer asks whether we are there (RFC 5626, 4.4.1). */
        PING,
        /** One empty line: the answer to that, or nothing. */
        PONG,
        /** Nothing whole. */
        MORE,
        /** The head of something whose end cannot be known, or is too far. */
        BROKEN
    }

    private byte[] room = new byte[USUAL_ROOM];
    private int begin;
    private int filled;
    private int scanned;
    private int headEnd;
    private int end;
    private boolean emptyLine;

    /** Adds what was read. */
    void add(ByteBuf in) {
        int more = in.readableBytes();
        if (filled + more > room.length) makeRoom(more);
        in.readBytes(room, filled, more);
        filled += more;
    }

    private void makeRoom(int more) {
        int kept = filled - begin;
        byte[] roomier =
                kept + more <= room.length ? room : new byte[Math.max(kept + more, Math.min(room.length * 2, LONGEST))];
        System.arraycopy(room, begin, roomier, 0, kept);
        room = roomier;
        scanned -= begin;
        if (headEnd > 0) {
            headEnd -= begin;
            end -= begin;
        }
        begin = 0;
        filled = kept;
    }

    /** Whether a message has begun that is not whole. */
    boolean isHalfway() {
        return filled > begin;
    }

    /** Looks for what comes next; to be called until it is {@link Next#MORE}. What it found stays until {@link #done}. */
    Next next() {
        if (headEnd == 0) {
            Next line = emptyLines();
            if (line != null) return line;
            if (!findHeadEnd()) return begin + LONGEST <= filled ? broken(begin + LONGEST) : nothingWhole();
            int length = contentLength();
            if (length < 0 || headEnd - begin + (long) length > LONGEST) return broken(headEnd);
            end = headEnd + length;
        }
        return end <= filled ? Next.MESSAGE : Next.MORE;
    }

    /** The message or the broken thing is dealt with. */
    void done() {
        begin = end;
        forgetHead();
        emptyLine = false;
    }

    private void forgetHead() {
        scanned = begin;
        headEnd = 0;
        end = 0;
    }

    private Next nothingWhole() {
        if (begin == filled) {
            // Between messages a connection keeps no more room than most messages need.
            if (room.length > USUAL_ROOM) room = new byte[USUAL_ROOM];
            begin = filled = 0;
            forgetHead();
        }
        return Next.MORE;
    }

    private Next broken(int to) {
        end = to;
        return Next.BROKEN;
    }

    /** Empty lines before a message are its sender's sign of life (RFC 3261, 7.5; RFC 5626, 4.4.1). */
    private @Nullable Next emptyLines() {
        if (filled - begin < 2 || room[begin] != '\r' || room[begin + 1] != '\n') return null;
        begin += 2;
        forgetHead();
        // The second one may come in another segment.
        boolean second = emptyLine;
        emptyLine = !second;
        if (second) return Next.PING;
        if (filled - begin >= 2 && room[begin] == '\r' && room[begin + 1] == '\n') return emptyLines();
        return Next.PONG;
    }

    private boolean findHeadEnd() {
        int last = Math.min(filled, begin + LONGEST) - 4;
        int at = scanned;
        for (; at <= last; at++) {
            if (room[at] != '\r') continue;
            if (room[at + 1] == '\n' && room[at + 2] == '\r' && room[at + 3] == '\n') {
                headEnd = at + 4;
                return true;
            }
        }
        scanned = Math.max(begin, at);
        return false;
    }

    /** What all Content-Length lines of the head say, if they say the same; else a negative number. */
    private int contentLength() {
        int length = NO_LENGTH;
        int line = begin;
        while (line < headEnd - 2) {
            int stop = lineEnd(line);
            int value = valueOfLength(line, stop);
            if (value >= 0) {
                if (length != NO_LENGTH && length != value) return BAD_LENGTH;
                length = value;
            } else if (value == BAD_LENGTH) {
                return BAD_LENGTH;
            }
            line = stop + 2;
        }
        return length;
    }

    /** Where the line ends, with those that continue it (RFC 3261, 7.3.1). */
    private int lineEnd(int from) {
        int at = from;
        while (at < headEnd - 2) {
            boolean ends = room[at] == '\r' && room[at + 1] == '\n';
            if (ends && room[at + 2] != ' ' && room[at + 2] != '\t') return at;
            at++;
        }
        return headEnd - 2;
    }

    private int valueOfLength(int from, int stop) {
        int colon = nameEnd(from, stop);
        if (colon < 0) return NO_LENGTH;
        while (colon < stop && isSpace(room[colon])) colon++;
        if (colon == stop || room[colon] != ':') return NO_LENGTH;
        int at = colon + 1;
        while (at < stop && isSpace(room[at])) at++;
        int to = stop;
        while (to > at && isSpace(room[to - 1])) to--;
        if (at == to || to - at > 9) return BAD_LENGTH;
        int value = 0;
        for (; at < to; at++) {
            if (room[at] < '0' || room[at] > '9') return BAD_LENGTH;
            value = value * 10 + room[at] - '0';
        }
        return value;
    }

    /** Where the name ends, when it is Content-Length or its short form; else -1. */
    private int nameEnd(int from, int stop) {
        if (from + 1 < stop && (room[from] | 0x20) == 'l' && (isSpace(room[from + 1]) || room[from + 1] == ':'))
            return from + 1;
        int to = from + CONTENT_LENGTH.length;
        if (to > stop || (room[from] | 0x20) != 'c') return -1;
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            byte c = CONTENT_LENGTH[i];
            if (room[from + i] != c && (c == '-' || room[from + i] != c - 0x20)) return -1;
        }
        return to;
    }

    private static final byte[] CONTENT_LENGTH = "content-length".getBytes(StandardCharsets.US_ASCII);

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Copies what was found into an array of {@link #LONGEST} bytes, from its first place on; gives its length. */
    int copyTo(byte[] target) {
        int length = end - begin;
        System.arraycopy(room, begin, target, 0, length);
        return length;
    }

    /** The single empty line that came last was an answer, so the next one is no second half of a question. */
    void pongTaken() {
        emptyLine = false;
    }
}
