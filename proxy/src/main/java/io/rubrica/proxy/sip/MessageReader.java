package io.rubrica.proxy.sip;

import org.jspecify.annotations.Nullable;

/** Finds a message's parts and checks those that we work with (RFC 3261, section 7). */
final class MessageReader {
    private static final byte[] SIP = Ascii.bytes("sip/");
    private static final byte[] VERSION = Ascii.bytes("sip/2.0");
    private static final HeaderKind[] ESSENTIALS = {
        HeaderKind.VIA, HeaderKind.FROM, HeaderKind.TO, HeaderKind.CALL_ID, HeaderKind.CSEQ
    };

    private final WireMessage message;
    private final StrictParser strict = new StrictParser();
    private @Nullable Flaw flaw;
    private final NameAddress contact = new NameAddress();
    private int cseqMethod;
    private boolean moved;

    MessageReader(WireMessage message) {
        this.message = message;
    }

    /** What is wrong first, or null. What could be read is there even so: the sender may deserve an answer. */
    @Nullable
    Flaw read(int from) {
        message.answerable = false;
        flaw = null;
        int at = from;
        // Empty lines before a message are to be ignored (RFC 3261, 7.5).
        while (at + 1 < message.length && message.bytes[at] == '\r' && message.bytes[at + 1] == '\n') at += 2;
        message.startLineFrom = at;
        flaw = startLine(at);
        if (flaw == Flaw.NOT_SIP) return flaw;
        headers(message.startLineTo);
        message.answerable = essentials() && message.request;
        if (flaw == null) furtherValues();
        return flaw;
    }

    private void found(Flaw one) {
        if (flaw == null) flaw = one;
    }

    private @Nullable Flaw startLine(int from) {
        byte[] in = message.bytes;
        int stop = lineEnd(from);
        message.status = 0;
        if (stop < 0) return brokenStartLine(from);
        message.startLineTo = stop + 2;
        int space = Ascii.indexOf(in, from, stop, ' ');
        if (space < 0) return Flaw.NOT_SIP;
        if (isVersion(from, space)) return statusLine(space + 1, stop);
        return requestLine(from, space, stop);
    }

    /** With a NUL or half a line end in it; the version at its end tells a request, whose sender deserves an answer. */
    private Flaw brokenStartLine(int from) {
        int to = afterBrokenLine(from);
        boolean nul = flaw == Flaw.NUL_BYTE;
        if (to - from < 10 || !isVersion(to - 9, to - 2)) return Flaw.NOT_SIP;
        message.startLineTo = to;
        message.request = true;
        message.method = Method.of(message.bytes, from, Math.max(from, Ascii.indexOf(message.bytes, from, to, ' ')));
        return nul ? Flaw.NUL_BYTE : Flaw.BAD_START_LINE;
    }

    private @Nullable Flaw requestLine(int from, int space, int stop) {
        byte[] in = message.bytes;
        message.request = true;
        message.methodFrom = from;
        message.methodTo = space;
        message.uriFrom = space + 1;
        message.uriTo = Ascii.indexOf(in, space + 1, stop, ' ');
        boolean endsInVersion = stop - from > 8 && isVersion(stop - 7, stop);
        if (message.uriTo <= message.uriFrom || !Ascii.isToken(in, from, space))
            // Without a version at its end this is not a SIP request at all, and gets no answer.
            return endsInVersion ? Flaw.BAD_START_LINE : Flaw.NOT_SIP;
        message.method = Method.of(in, from, space);
        int version = message.uriTo + 1;
        if (isVersion(version, stop)) return null;
        if (isOtherVersion(version, stop)) return Flaw.BAD_VERSION;
        boolean isSip = endsInVersion || isVersion(version, Ascii.trimEnd(in, version, stop));
        return isSip ? Flaw.BAD_START_LINE : Flaw.NOT_SIP;
    }

    private boolean isVersion(int from, int to) {
        return Ascii.says(message.bytes, from, to, VERSION);
    }

    private boolean isOtherVersion(int from, int to) {
        byte[] in = message.bytes;
        int digits = from + SIP.length;
        int dot = digits < to && Ascii.says(in, from, digits, SIP) ? Ascii.indexOf(in, digits, to, '.') : -1;
        return dot > 0 && Ascii.number(in, digits, dot) >= 0 && Ascii.number(in, dot + 1, to) >= 0;
    }

    private @Nullable Flaw statusLine(int from, int stop) {
        int space = Ascii.indexOf(message.bytes, from, stop, ' ');
        long code = Ascii.number(message.bytes, from, space < 0 ? stop : space);
        if (code < 100 || code > 699) return Flaw.BAD_START_LINE;
        message.status = (int) code;
        return null;
    }

    /** Where the CRLF of the line stands, or -1; a NUL or a bare CR or LF ends the search. */
    private int lineEnd(int from) {
        byte[] in = message.bytes;
        for (int i = from; i < message.length; i++) {
            byte c = in[i];
            if (c > '\r' || c < 0 || c == '\t') continue;
            if (c == '\r' && i + 1 < message.length && in[i + 1] == '\n') return i;
            if (c == '\r' || c == '\n' || c == 0) return -1;
        }
        return -1;
    }

    private void headers(int from) {
        byte[] in = message.bytes;
        int at = from;
        while (at + 1 >= message.length || in[at] != '\r' || in[at + 1] != '\n') {
            int stop = lineEnd(at);
            while (stop >= 0 && stop + 2 < message.length && (in[stop + 2] == ' ' || in[stop + 2] == '\t'))
                stop = lineEnd(stop + 2);
            if (stop >= 0) {
                header(at, stop);
                at = stop + 2;
                continue;
            }
            // The line is broken; what follows may still tell whom to answer.
            int next = afterBrokenLine(at);
            if (next < 0) {
                message.headersTo = message.bodyFrom = message.bodyTo = message.length;
                return;
            }
            // One with a NUL in it may be one that the answer has to repeat.
            if (!hasBareLineEnd(at, next - 2)) header(at, next - 2);
            at = next;
        }
        message.headersTo = at;
        message.bodyFrom = at + 2;
        message.bodyTo = message.length;
    }

    private boolean hasBareLineEnd(int from, int to) {
        for (int i = from; i < to; i++) if (message.bytes[i] == '\r' || message.bytes[i] == '\n') return true;
        return false;
    }

    private int afterBrokenLine(int from) {
        byte[] in = message.bytes;
        Flaw broken = Flaw.BAD_HEADER_LINE;
        for (int i = from; i < message.length; i++) {
            if (in[i] == 0) broken = Flaw.NUL_BYTE;
            if (in[i] == '\r' && i + 1 < message.length && in[i + 1] == '\n') {
                found(broken);
                return i + 2;
            }
        }
        found(broken);
        return -1;
    }

    private void header(int from, int stop) {
        if (message.headers == message.kinds.length) {
            found(Flaw.TOO_MANY_HEADERS);
            return;
        }
        byte[] in = message.bytes;
        int colon = Ascii.indexOf(in, from, stop, ':');
        int nameTo = colon < 0 ? from : Ascii.trimEnd(in, from, colon);
        if (!Ascii.isToken(in, from, nameTo)) {
            found(Flaw.BAD_HEADER_LINE);
            return;
        }
        HeaderKind kind = HeaderKind.of(in, from, nameTo);
        boolean again = kind != HeaderKind.OTHER && message.firstOf[kind.ordinal()] >= 0;
        if (again && kind.single()) {
            found(Flaw.DUPLICATE_HEADER);
            return;
        }
        int i = message.headers++;
        message.kinds[i] = kind;
        message.lineFrom[i] = from;
        message.valueFrom[i] = Ascii.skipSpace(in, colon + 1, stop);
        message.valueTo[i] = Ascii.trimEnd(in, message.valueFrom[i], stop);
        message.lineTo[i] = stop + 2;
        if (!again) message.firstOf[kind.ordinal()] = i;
    }

    /** Reads what an answer must repeat; false: there is no way to answer. What is unsound is repeated as it stood. */
    private boolean essentials() {
        for (HeaderKind kind : ESSENTIALS) {
            if (message.has(kind)) continue;
            found(Flaw.MISSING_HEADER);
            return false;
        }
        if (!contacts() && message.request) found(Flaw.BAD_ADDRESS);
        if (!via() && !strangeVia()) {
            found(Flaw.BAD_VIA);
            if (!message.via.hasSentBy) return false;
        }
        if (!addresses()) found(Flaw.BAD_ADDRESS);
        if (!callId()) found(Flaw.MISSING_HEADER);
        if (!cseq()) found(Flaw.BAD_CSEQ);
        return true;
    }

    private void furtherValues() {
        if (message.request && !cseqNamesTheMethod()) found(Flaw.BAD_CSEQ);
        else if (!contentLength()) found(Flaw.BAD_CONTENT_LENGTH);
        else if (!maxForwards()) found(Flaw.BAD_MAX_FORWARDS);
    }

    private boolean via() {
        int via = message.first(HeaderKind.VIA);
        return message.via.read(message.bytes, message.valueFrom[via], message.valueTo[via]);
    }

    /** Contact gets our URI when it crosses, so it must be understood; only what a response says is left alone. */
    private boolean contacts() {
        boolean sound = true;
        for (int i = message.first(HeaderKind.CONTACT); i >= 0; i = message.next(i))
            sound &= isContact(i) || putPlainly("Contact", i) && isContact(i);
        return sound;
    }

    private boolean isContact(int header) {
        byte[] in = message.bytes;
        int to = message.valueTo[header];
        int at = message.valueFrom[header];
        if (to - at == 1 && in[at] == '*') return true;
        while (at >= 0) {
            if (!contact.read(in, at, to)) return false;
            at = contact.next(in, to);
        }
        return true;
    }

    /** One with blanks or quotes where the quick view has doubts. */
    private boolean strangeVia() {
        return putPlainly("Via", message.first(HeaderKind.VIA)) && via();
    }

    /** Puts the strict parser's wording in place of a header's line; false: it is against the grammar. */
    private boolean putPlainly(String name, int header) {
        byte[] canonical = strict.canonical(name, message.bytes, message.valueFrom[header], message.valueTo[header]);
        if (canonical == null) return false;
        message.replaceLine(header, canonical);
        return true;
    }

    private boolean callId() {
        int callId = message.first(HeaderKind.CALL_ID);
        for (int i = message.valueFrom[callId]; i < message.valueTo[callId]; i++)
            if (Ascii.isSpace(message.bytes[i])) return false;
        return message.valueTo[callId] > message.valueFrom[callId];
    }

    private boolean cseq() {
        byte[] in = message.bytes;
        int header = message.first(HeaderKind.CSEQ);
        int at = message.valueFrom[header];
        int to = message.valueTo[header];
        int digits = at;
        while (at < to && in[at] >= '0' && in[at] <= '9') at++;
        long number = Ascii.number(in, digits, at);
        if (number < 0 || number >= 1L << 31 || at == to || !Ascii.isSpace(in[at])) return false;
        message.cseq = number;
        cseqMethod = Ascii.skipSpace(in, at, to);
        if (!Ascii.isToken(in, cseqMethod, to)) return false;
        if (message.request) return true;
        message.methodFrom = cseqMethod;
        message.methodTo = to;
        message.method = Method.of(in, cseqMethod, to);
        return true;
    }

    private boolean cseqNamesTheMethod() {
        int to = message.valueTo[message.first(HeaderKind.CSEQ)];
        byte[] in = message.bytes;
        return Ascii.same(in, cseqMethod, to, in, message.methodFrom, message.methodTo);
    }

    private boolean contentLength() {
        int header = message.first(HeaderKind.CONTENT_LENGTH);
        // A datagram without it ends where its body ends (RFC 3261, 18.3).
        if (header < 0) return true;
        long said = Ascii.number(message.bytes, message.valueFrom[header], message.valueTo[header]);
        if (said < 0 || said > message.length - message.bodyFrom) return false;
        message.bodyTo = message.bodyFrom + (int) said;
        return true;
    }

    private boolean maxForwards() {
        int header = message.first(HeaderKind.MAX_FORWARDS);
        if (header < 0) return true;
        long hops = Ascii.number(message.bytes, message.valueFrom[header], message.valueTo[header]);
        message.maxForwards = (int) hops;
        return hops >= 0 && hops <= 255;
    }

    private boolean addresses() {
        moved = false;
        // Both are read whatever the first one says, for an answer repeats both.
        boolean from = address(message.from, HeaderKind.FROM);
        boolean to = address(message.to, HeaderKind.TO);
        return (!moved || again()) && from && to;
    }

    /** The strict parser's line took another length, so what was read before it stands elsewhere now. */
    private boolean again() {
        boolean from = certified(message.from, message.first(HeaderKind.FROM));
        return via() && from;
    }

    /** Reads From or To; where the quick view has doubts, the strict parser's verdict decides. */
    private boolean address(NameAddress address, HeaderKind kind) {
        int header = message.first(kind);
        if (certified(address, header)) return true;
        boolean plain = putPlainly(kind == HeaderKind.FROM ? "From" : "To", header);
        moved |= plain;
        if (plain && certified(address, header)) return true;
        address.unread(message.valueFrom[header], message.valueTo[header]);
        return false;
    }

    private boolean certified(NameAddress address, int header) {
        int to = message.valueTo[header];
        return address.read(message.bytes, message.valueFrom[header], to) && address.next(message.bytes, to) < 0;
    }
}
