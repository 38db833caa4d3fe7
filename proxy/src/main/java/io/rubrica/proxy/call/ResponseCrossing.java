package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Echo;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.transport.Listener;
import org.jspecify.annotations.Nullable;

/** A leg's own words in a response: what its request said, and our tag. */
final class ResponseCrossing implements Crossing {
    private final Echo echo;
    private final byte[] tag;
    private final int status;
    private final Listener listener;
    private final Identity identity;
    private final boolean showedCredentials;
    private boolean secure;
    private long rseq = -1;

    ResponseCrossing(
            Echo echo, byte[] tag, int status, Listener listener, Identity identity, boolean showedCredentials) {
        this.echo = echo;
        this.tag = tag;
        this.status = status;
        this.listener = listener;
        this.identity = identity;
        this.showedCredentials = showedCredentials;
    }

    /** It belongs to a call that was asked for with a sips URI, or not. */
    ResponseCrossing secure(boolean sips) {
        secure = sips;
        return this;
    }

    /** It is a reliable answer with this number; below 0: with the one that it says. */
    ResponseCrossing numbered(long number) {
        rseq = number;
        return this;
    }

    @Override
    public void via(MessageWriter out) {
        echo.via(out);
        // Only answers that make a dialog say the way back (RFC 3261, 12.1.1).
        if (status < 300) echo.recordRoute(out);
    }

    @Override
    public void from(WireMessage in, MessageWriter out) {
        echo.from(out);
    }

    @Override
    public void to(WireMessage in, MessageWriter out) {
        echo.to(out, tag);
    }

    @Override
    public void callId(WireMessage in, MessageWriter out) {
        echo.callId(out);
    }

    @Override
    public void cseq(WireMessage in, MessageWriter out) {
        echo.cseq(out);
    }

    @Override
    public void rack(WireMessage in, int header, MessageWriter out) {
        out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
    }

    @Override
    public void rseq(WireMessage in, int header, MessageWriter out) {
        if (rseq < 0) out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
        else
            out.put(in.bytes, in.lineFrom(header), in.valueFrom(header))
                    .decimal(rseq)
                    .crlf();
    }

    @Override
    public void event(WireMessage in, int header, MessageWriter out) {
        out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
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
        return showedCredentials;
    }

    @Override
    public boolean isStream() {
        return listener.isReliable();
    }

    /** The Contacts of a redirection, and of 485, name others than us. */
    @Override
    public byte @Nullable [] contact() {
        boolean othersAreNamed = status >= 300 && status < 400 || status == 485;
        return othersAreNamed ? null : Crossing.contact(listener, secure);
    }
}
