package io.rubrica.proxy.sip;

/** The two requests that belong to an INVITE's hop and are made from it: the ACK of a refusal, and CANCEL. */
final class HopRequests {
    private static final byte[] ACK = Ascii.bytes("ACK ");
    private static final byte[] CANCEL = Ascii.bytes("CANCEL ");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] MAX_FORWARDS = Ascii.bytes("Max-Forwards: 70\r\n");
    private static final byte[] CSEQ = Ascii.bytes("CSeq: ");
    private static final byte[] ACK_END = Ascii.bytes(" ACK\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] CANCEL_CSEQ_END = Ascii.bytes(" CANCEL\r\n");
    private static final byte[] NO_BODY = Ascii.bytes("Content-Length: 0\r\n\r\n");

    /** What we relay may have more headers than what we take: routes and Max-Forwards come on top. */
    static final int MOST_HEADERS = 1024;

    private final WireMessage invite = new WireMessage(MOST_HEADERS);

    private final MessageWriter out = new MessageWriter();

    /** RFC 3261, 17.1.1.3. The credentials of the INVITE are repeated (22.1). */
    byte[] ack(byte[] sent, WireMessage response) {
        begin(sent, ACK);
        line(HeaderKind.FROM);
        int to = response.first(HeaderKind.TO);
        out.put(response.bytes, response.lineFrom(to), response.lineTo(to));
        line(HeaderKind.CALL_ID);
        lines(HeaderKind.AUTHORIZATION);
        lines(HeaderKind.PROXY_AUTHORIZATION);
        return out.put(CSEQ).decimal(invite.cseq()).put(ACK_END).copy();
    }

    /** RFC 3261, 9.1. */
    byte[] cancel(byte[] sent, byte[] furtherLines) {
        begin(sent, CANCEL);
        line(HeaderKind.FROM);
        line(HeaderKind.TO);
        line(HeaderKind.CALL_ID);
        out.put(CSEQ).decimal(invite.cseq()).put(CANCEL_CSEQ_END);
        return out.put(furtherLines).put(NO_BODY).copy();
    }

    private void begin(byte[] sent, byte[] method) {
        Flaw flaw = invite.read(sent, 0, sent.length);
        if (flaw != null) throw new IllegalStateException("an INVITE of our own is unreadable: " + flaw);
        out.clear();
        out.put(method).put(sent, invite.uriFrom(), invite.uriTo()).put(END_OF_START_LINE);
        line(HeaderKind.VIA);
        lines(HeaderKind.ROUTE);
        out.put(MAX_FORWARDS);
    }

    private void line(HeaderKind kind) {
        int header = invite.first(kind);
        out.put(invite.bytes, invite.lineFrom(header), invite.lineTo(header));
    }

    private void lines(HeaderKind kind) {
        for (int header = invite.first(kind); header >= 0; header = invite.next(header))
            out.put(invite.bytes, invite.lineFrom(header), invite.lineTo(header));
    }
}
