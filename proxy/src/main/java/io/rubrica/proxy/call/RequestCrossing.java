package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import org.jspecify.annotations.Nullable;

/** A leg's own words in a request. */
final class RequestCrossing implements Crossing {
    private static final byte[] REFER = Ascii.bytes("refer");
    private static final byte[] ID = Ascii.bytes(";id=");

    private final Transactions transactions;
    private final Listener listener;
    private final long branch;
    private final byte[] routes;
    private final byte[] callId;
    private final byte[] fromTag;
    private final byte[] toTag;
    private final long cseqOffset;
    private final Identity identity;
    private final byte @Nullable [] wholeFrom;
    private final byte @Nullable [] wholeTo;
    private final @Nullable Leg to;
    private boolean secure;
    private long transfers;
    private long confirmed = -1;

    /**
     * @param wholeFrom the value of From, when it is not the other leg's with another tag
     * @param wholeTo the same of To
     * @param to the leg that it goes to; null: there is none yet
     */
    RequestCrossing(
            Transactions transactions,
            Listener listener,
            long branch,
            byte[] routes,
            byte[] callId,
            byte[] fromTag,
            byte[] toTag,
            long cseqOffset,
            Identity identity,
            byte @Nullable [] wholeFrom,
            byte @Nullable [] wholeTo,
            @Nullable Leg to) {
        this.transactions = transactions;
        this.listener = listener;
        this.branch = branch;
        this.routes = routes;
        this.callId = callId;
        this.fromTag = fromTag;
        this.toTag = toTag;
        this.cseqOffset = cseqOffset;
        this.identity = identity;
        this.wholeFrom = wholeFrom;
        this.wholeTo = wholeTo;
        this.to = to;
    }

    @Override
    public void via(MessageWriter out) {
        transactions.via(out, listener, branch);
        out.put(routes);
    }

    @Override
    public void from(WireMessage in, MessageWriter out) {
        name(in, HeaderKind.FROM, out);
        if (wholeFrom == null)
            CallerHeaders.party(out, in.bytes, in.from(), identity.fromDisplay(in), identity.fromUri(in), fromTag);
        else out.put(wholeFrom);
        out.crlf();
    }

    @Override
    public void to(WireMessage in, MessageWriter out) {
        name(in, HeaderKind.TO, out);
        if (wholeTo == null)
            CallerHeaders.party(out, in.bytes, in.to(), identity.toDisplay(in), identity.toUri(in), toTag);
        else out.put(wholeTo);
        out.crlf();
    }

    @Override
    public void callId(WireMessage in, MessageWriter out) {
        name(in, HeaderKind.CALL_ID, out);
        out.put(callId).crlf();
    }

    @Override
    public void cseq(WireMessage in, MessageWriter out) {
        name(in, HeaderKind.CSEQ, out);
        int header = in.first(HeaderKind.CSEQ);
        int digitsTo = digitsTo(in, in.valueFrom(header), in.valueTo(header));
        out.decimal(in.cseq() + cseqOffset).put(in.bytes, digitsTo, in.lineTo(header));
    }

    /** It belongs to a call that was asked for with a sips URI, or not. */
    RequestCrossing secure(boolean sips) {
        secure = sips;
        return this;
    }

    /** Numbers of REFERs that it names are so much higher on the leg that it goes to. */
    RequestCrossing transfers(long offset) {
        transfers = offset;
        return this;
    }

    /** It confirms the reliable answer that has this number on the other leg, and another one on the leg that it comes from. */
    RequestCrossing confirming(long rseq) {
        confirmed = rseq;
        return this;
    }

    /** Its three words are the answer's number, the CSeq number of the INVITE on the same leg, and INVITE (RFC 3262, 7.2). */
    @Override
    public void rack(WireMessage in, int header, MessageWriter out) {
        int from = in.valueFrom(header);
        int to = in.valueTo(header);
        int middle = spaceTo(in, digitsTo(in, from, to), to);
        int middleTo = digitsTo(in, middle, to);
        long number = Ascii.number(in.bytes, middle, middleTo);
        if (number < 0) {
            out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
            return;
        }
        if (confirmed < 0) out.put(in.bytes, in.lineFrom(header), middle);
        else out.put(in.bytes, in.lineFrom(header), from).decimal(confirmed).put((byte) ' ');
        out.decimal(this.to == null ? number : this.to.inviteHere(number));
        out.put(in.bytes, middleTo, in.lineTo(header));
    }

    private static int digitsTo(WireMessage in, int from, int to) {
        int at = from;
        while (at < to && in.bytes[at] >= '0' && in.bytes[at] <= '9') at++;
        return at;
    }

    private static int spaceTo(WireMessage in, int from, int to) {
        int at = from;
        while (at < to && in.bytes[at] <= ' ') at++;
        return at;
    }

    @Override
    public void rseq(WireMessage in, int header, MessageWriter out) {
        out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
    }

    /** A transfer is named by the CSeq number of its REFER (RFC 3515, 2.4.6), which each leg counts by itself. */
    @Override
    public void event(WireMessage in, int header, MessageWriter out) {
        int to = in.valueTo(header);
        int id = transfers == 0 ? -1 : transferId(in, in.valueFrom(header), to);
        long number = id < 0 ? -1 : Ascii.number(in.bytes, id, digitsTo(in, id, to));
        if (number < 0) {
            out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
            return;
        }
        out.put(in.bytes, in.lineFrom(header), id).decimal(Math.max(0, number + transfers));
        out.put(in.bytes, digitsTo(in, id, to), in.lineTo(header));
    }

    /** Where the id of a transfer stands, or -1. */
    private static int transferId(WireMessage in, int from, int to) {
        if (from + REFER.length >= to || !Ascii.says(in.bytes, from, from + REFER.length, REFER)) return -1;
        for (int at = from + REFER.length; at + ID.length <= to; at++)
            if (Ascii.says(in.bytes, at, at + ID.length, ID)) return at + ID.length;
        return -1;
    }

    @Override
    public boolean identity(WireMessage in, int header, MessageWriter out) {
        return identity.write(in, header, out);
    }

    @Override
    public void further(WireMessage in, MessageWriter out) {
        identity.further(in, out);
    }

    @Override
    public boolean showedCredentials() {
        return false;
    }

    @Override
    public boolean isStream() {
        return listener.isReliable();
    }

    @Override
    public byte[] contact() {
        return Crossing.contact(listener, secure);
    }

    /** The header's name as it stood, long or compact, up to its value. */
    private static void name(WireMessage in, HeaderKind kind, MessageWriter out) {
        int header = in.first(kind);
        out.put(in.bytes, in.lineFrom(header), in.valueFrom(header));
    }
}
