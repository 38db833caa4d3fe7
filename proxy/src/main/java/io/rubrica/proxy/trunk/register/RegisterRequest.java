package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.transport.Listener;

/** Writes an account's REGISTER, the same Call-ID and a higher number each time (RFC 3261, 10.2). */
final class RegisterRequest {
    private static final byte[] METHOD = Ascii.bytes("REGISTER ");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] FROM = Ascii.bytes("Max-Forwards: 70\r\nFrom: <");
    private static final byte[] TAG = Ascii.bytes(">;tag=");
    private static final byte[] TO = Ascii.bytes("\r\nTo: <");
    private static final byte[] CALL_ID = Ascii.bytes(">\r\nCall-ID: ");
    private static final byte[] CSEQ = Ascii.bytes("\r\nCSeq: ");
    private static final byte[] CONTACT = Ascii.bytes(" REGISTER\r\nContact: <");
    private static final byte[] EXPIRES = Ascii.bytes(">\r\nExpires: ");
    // RFC 3327, 5.1. No outbound (RFC 5626): a carrier that keeps calls on one flow would lose them with it.
    private static final byte[] SUPPORTED = Ascii.bytes("\r\nSupported: path\r\n");
    private static final byte[] END = Ascii.bytes("Content-Length: 0\r\n\r\n");

    private final Account account;
    private final String domain;
    private final byte[] aor;
    private final byte[] callId;
    private final byte[] tag;
    private long cseq;

    RegisterRequest(Account account, Ids ids) {
        this.account = account;
        this.domain = account.aor().domainUri();
        this.aor = Ascii.bytes(account.aor().toString());
        this.callId = Ids.hex(ids.next());
        this.tag = Ids.hex(ids.next());
    }

    /**
     * Writes the next one, whole.
     *
     * @param seconds how long it is asked for; 0 takes it back
     */
    void write(Transactions transactions, MessageWriter out, long id, Listener on, long seconds, Authorization by) {
        out.clear();
        out.put(METHOD).put(Ascii.bytes(domain)).put(END_OF_START_LINE);
        transactions.via(out, on, id);
        out.put(FROM).put(aor).put(TAG).put(tag).put(TO).put(aor).put(CALL_ID).put(callId);
        out.put(CSEQ).decimal(++cseq).put(CONTACT);
        contact(out, on);
        out.put(EXPIRES).decimal(seconds).put(SUPPORTED);
        by.write(out, "REGISTER", domain);
        out.put(END);
    }

    private void contact(MessageWriter out, Listener on) {
        byte[] ours = on.contactUri(account.aor().secure());
        int colon = 0;
        while (ours[colon] != ':') colon++;
        out.put(ours, 0, colon + 1).put(Ascii.bytes(account.token())).put((byte) '@');
        out.put(ours, colon + 1, ours.length);
    }
}
