package io.rubrica.siptests.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes messages out of a stream, by their Content-Length (RFC 3261, 18.3). */
final class StreamMessages {
    private static final Pattern LENGTH = Pattern.compile("(?im)^(?:content-length|l)[ \t]*:[ \t]*(\\d+)");

    /** CR, LF, CR, LF. */
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private StreamMessages() {}

    /** The next message; empty when the stream has ended. Empty lines before it are passed over (RFC 5626, 3.5.1). */
    static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int lastFour = 0; lastFour != END_OF_HEAD; ) {
            int next = in.read();
            if (next < 0) return new byte[0];
            if (message.size() == 0 && (next == '\r' || next == '\n')) continue;
            message.write(next);
            lastFour = lastFour << 8 | next;
        }
        Matcher length = LENGTH.matcher(Sip.text(message.toByteArray()));
        if (!length.find()) throw new IOException("no Content-Length in\n" + Sip.text(message.toByteArray()));
        message.write(in.readNBytes(Integer.parseInt(length.group(1))));
        return message.toByteArray();
    }
}
