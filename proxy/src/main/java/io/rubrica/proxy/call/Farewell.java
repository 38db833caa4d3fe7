package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;

/** The BYE that we send when a call has to be ended from the middle (RFC 3261, 15.1.1). */
final class Farewell implements ClientTransaction.User {
    private static final byte[] BYE = Ascii.bytes("BYE ");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] FROM = Ascii.bytes("Max-Forwards: 70\r\nFrom: ");
    private static final byte[] TO = Ascii.bytes("\r\nTo: ");
    private static final byte[] CALL_ID = Ascii.bytes("\r\nCall-ID: ");
    private static final byte[] CSEQ = Ascii.bytes("\r\nCSeq: ");
    private static final byte[] END = Ascii.bytes(" BYE\r\nContent-Length: 0\r\n\r\n");

    private final Switchboard board;

    Farewell(Switchboard board) {
        this.board = board;
    }

    void to(Leg leg) {
        Transactions transactions = board.transactions();
        long id = transactions.newId();
        MessageWriter out = transactions.writer();
        out.clear();
        out.put(BYE).put(leg.target).put(END_OF_START_LINE);
        transactions.via(out, leg.hop.listener(), id);
        out.put(leg.routes).put(FROM).put(leg.local).put(TO).put(leg.remote);
        out.put(CALL_ID).put(leg.callId).put(CSEQ).decimal(++leg.lastCseq).put(END);
        transactions.send(id, Method.BYE, out, leg.hop, this);
    }

    @Override
    public void response(ClientTransaction transaction, WireMessage response) {
        // Whatever it says, the call is over.
    }

    @Override
    public void timedOut(ClientTransaction transaction) {
        // Nobody is there any more.
    }

    @Override
    public void unsent(ClientTransaction transaction) {
        // Nobody can be reached any more.
    }
}
