package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.ServerTransaction;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;

/** OPTIONS outside a call: whether we are here, and what may be asked of us (RFC 3261, 11). */
final class Questions {
    private static final byte[] OK = Ascii.bytes("200 OK");
    private static final byte[] BAD_REQUEST = Ascii.bytes("400 Bad Request-URI");
    private static final byte[] BAD_SCHEME = Ascii.bytes("416 Unsupported URI Scheme");
    private static final byte[] BAD_EXTENSION = Ascii.bytes("420 Bad Extension");
    private static final byte[] UNAVAILABLE = Ascii.bytes("503 Service Unavailable");
    private static final byte[] UNSUPPORTED = Ascii.bytes("Unsupported: ");

    private final Switchboard board;

    Questions(Switchboard board) {
        this.board = board;
    }

    /**
     * @param allow the lines that say what we do
     * @param retryAfter the lines that say when to come back while we drain
     */
    void answer(ServerTransaction transaction, WireMessage options, byte[] allow, byte[] retryAfter) {
        SipUri uri = board.uri;
        if (!uri.read(options.bytes, options.uriFrom(), options.uriTo())) {
            transaction.answer(BAD_REQUEST, board.newTag());
        } else if (uri.scheme == SipUri.Scheme.OTHER) {
            transaction.answer(BAD_SCHEME, board.newTag());
        } else if (options.has(HeaderKind.PROXY_REQUIRE) || options.has(HeaderKind.REQUIRE)) {
            MessageWriter lines = board.scratch();
            // We are the proxy on the way and the end of it, so neither may ask for more than we know.
            unsupported(options, HeaderKind.PROXY_REQUIRE, lines);
            unsupported(options, HeaderKind.REQUIRE, lines);
            transaction.answer(BAD_EXTENSION, board.newTag(), lines.copy());
        } else if (board.isDraining()) {
            transaction.answer(UNAVAILABLE, board.newTag(), retryAfter);
        } else {
            transaction.answer(OK, board.newTag(), allow);
        }
    }

    /** Says which extensions of that header we do not know: all of them. */
    static void unsupported(WireMessage request, HeaderKind kind, MessageWriter lines) {
        for (int header = request.first(kind); header >= 0; header = request.next(header))
            lines.put(UNSUPPORTED)
                    .put(request.bytes, request.valueFrom(header), request.valueTo(header))
                    .crlf();
    }
}
