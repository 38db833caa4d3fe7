package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.HeaderChanges;

/**
 * What crosses from leg to leg: everything, byte for byte and in its order, but for what a leg owns. This file is the
 * policy; the words a leg uses instead are its {@link Crossing}'s.
 */
final class HeaderPassage {
    private static final byte[] NOTHING = {};
    private static final byte[] MAX_FORWARDS = Ascii.bytes("Max-Forwards: 70\r\n");

    private static final byte[] CONTENT_LENGTH = Ascii.bytes("Content-Length: ");

    private final NameAddress contact = new NameAddress();
    private final DialogNames dialogNames;
    private HeaderChanges removing = HeaderChanges.NONE;

    HeaderPassage(DialogNames dialogNames) {
        this.dialogNames = dialogNames;
    }

    /**
     * The same for a request to or from a trunk with rules.
     *
     * @param changes what is removed
     * @param added whole lines that are added
     */
    void cross(WireMessage in, MessageWriter out, Crossing leg, HeaderChanges changes, byte[] added) {
        removing = changes;
        try {
            cross(in, out, leg, added);
        } finally {
            removing = HeaderChanges.NONE;
        }
    }

    /** Writes headers and body behind the start line, which stands in the writer already. */
    void cross(WireMessage in, MessageWriter out, Crossing leg) {
        cross(in, out, leg, NOTHING);
    }

    private void cross(WireMessage in, MessageWriter out, Crossing leg, byte[] added) {
        byte[] bytes = in.bytes;
        int copied = in.startLineTo();
        boolean viaWritten = false;
        for (int header = 0; header < in.headerCount(); header++) {
            HeaderKind kind = in.kind(header);
            boolean removed = removing.removes() && removing.removes(bytes, in.lineFrom(header), in.lineTo(header));
            if (crossesUntouched(kind) && !removed) continue;
            out.put(bytes, copied, in.lineFrom(header));
            copied = in.lineTo(header);
            if (removed) continue;
            switch (kind) {
                case VIA -> {
                    if (!viaWritten) via(in, out, leg);
                    viaWritten = true;
                }
                case FROM -> leg.from(in, out);
                case TO -> leg.to(in, out);
                case CALL_ID -> leg.callId(in, out);
                case CSEQ -> leg.cseq(in, out);
                case MAX_FORWARDS -> maxForwards(in, header, out);
                case CONTACT -> contact(in, header, out, leg);
                case RACK -> leg.rack(in, header, out);
                case RSEQ -> leg.rseq(in, header, out);
                case EVENT -> leg.event(in, header, out);
                case ROUTE, RECORD_ROUTE, PATH, SERVICE_ROUTE, PROXY_REQUIRE -> {
                    // A leg's own, and not repeated.
                }
                case REPLACES, JOIN, TARGET_DIALOG -> dialogName(in, header, out);
                case REFER_TO -> {
                    int line = out.length();
                    identity(in, header, out, leg);
                    dialogNames.translateWritten(out, line, leg.contact());
                }
                case AUTHENTICATION_INFO, PROXY_AUTHENTICATION_INFO -> {
                    if (!leg.showedCredentials()) out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
                }
                default -> identity(in, header, out, leg);
            }
        }
        out.put(bytes, copied, in.headersTo()).put(added);
        leg.further(in, out);
        if (leg.isStream() && !in.has(HeaderKind.CONTENT_LENGTH))
            out.put(CONTENT_LENGTH).decimal(in.bodyTo() - in.bodyFrom()).crlf();
        out.crlf().put(bytes, in.bodyFrom(), in.bodyTo());
    }

    private static void identity(WireMessage in, int header, MessageWriter out, Crossing leg) {
        if (!leg.identity(in, header, out)) out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
    }

    private void dialogName(WireMessage in, int header, MessageWriter out) {
        if (!dialogNames.write(in, header, out)) out.put(in.bytes, in.lineFrom(header), in.lineTo(header));
    }

    private static boolean crossesUntouched(HeaderKind kind) {
        return switch (kind) {
            case OTHER,
                    CONTENT_LENGTH,
                    REQUIRE,
                    PRIVACY,
                    AUTHORIZATION,
                    PROXY_AUTHORIZATION,
                    WWW_AUTHENTICATE,
                    PROXY_AUTHENTICATE,
                    IDENTITY,
                    SESSION_EXPIRES,
                    EXPIRES,
                    MIN_EXPIRES,
                    RETRY_AFTER,
                    P_CALLED_PARTY_ID,
                    SUBSCRIPTION_STATE -> true;
            default -> false;
        };
    }

    private static void via(WireMessage in, MessageWriter out, Crossing leg) {
        leg.via(out);
        if (in.isRequest() && in.maxForwards() < 0) out.put(MAX_FORWARDS);
    }

    private static void maxForwards(WireMessage in, int header, MessageWriter out) {
        out.put(in.bytes, in.lineFrom(header), in.valueFrom(header))
                .decimal(Math.max(0, in.maxForwards() - 1))
                .crlf();
    }

    /** Our URI in place of theirs; the header's own parameters stay. */
    private void contact(WireMessage in, int header, MessageWriter out, Crossing leg) {
        byte[] ours = leg.contact();
        byte[] bytes = in.bytes;
        int to = in.valueTo(header);
        if (ours == null || !contact.read(bytes, in.valueFrom(header), to)) {
            out.put(bytes, in.lineFrom(header), in.lineTo(header));
            return;
        }
        int copied = in.lineFrom(header);
        for (int at = contact.start; at >= 0; at = contact.next(bytes, to)) {
            if (!contact.read(bytes, at, to)) break;
            out.put(bytes, copied, contact.uriFrom);
            if (!contact.bracketed) out.put((byte) '<');
            out.put(ours);
            if (!contact.bracketed) out.put((byte) '>');
            copied = contact.uriTo;
        }
        out.put(bytes, copied, in.lineTo(header));
    }
}
