package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipHash;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;

/**
 * A 2xx to an INVITE that nobody waits for any more: confirmed and ended at once (RFC 3261, 13.2.2.4), with what the answer
 * itself says, as there is no dialog.
 */
final class UnwantedAnswers {
    private static final byte[] SPACE = Ascii.bytes(" ");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] MAX_FORWARDS = Ascii.bytes("Max-Forwards: 70\r\n");
    private static final byte[] CSEQ = Ascii.bytes("CSeq: ");
    private static final byte[] NO_BODY = Ascii.bytes("\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] NOTHING = {};
    private static final byte[] ACK = Ascii.bytes("ACK");
    private static final byte[] BYE = Ascii.bytes("BYE");

    private static final int REMEMBERED = 1024;
    private static final int ENDED = 13;

    private final Switchboard board;
    private final SipHash hash = SipHash.random();
    /** Calls that a BYE went out for already. */
    private final long[] ended = new long[REMEMBERED];

    private int next;

    UnwantedAnswers(Switchboard board) {
        this.board = board;
    }

    /**
     * Confirms a 2xx as often as it comes, and ends its call once.
     *
     * @param hop the way that the INVITE took, or that the answer came
     * @param proof what its INVITE showed of our credentials, which its ACK repeats
     */
    void end(WireMessage answer, Hop hop, Proof proof) {
        Transactions transactions = board.transactions();
        Hop back = write(answer, hop, ACK, answer.cseq(), transactions.newId(), proof.lines());
        back.send(transactions.writer().bytes(), 0, transactions.writer().length());
        if (wasEnded(answer)) return;
        board.counters.unwantedAnswers.increment();
        long id = transactions.newId();
        Hop way = write(answer, hop, BYE, answer.cseq() + 1, id, NOTHING);
        transactions.send(id, Method.BYE, transactions.writer(), way, new LastWord(proof.anew(), way));
    }

    /** It is repeated until its ACK arrives, and one BYE is enough. */
    private boolean wasEnded(WireMessage answer) {
        NameAddress from = answer.from();
        NameAddress to = answer.to();
        byte[] in = answer.bytes;
        long call = hash.of(ENDED, in, from.tagFrom, from.tagTo, in, to.tagFrom, to.tagTo) | 1;
        for (long one : ended) if (one == call) return true;
        ended[next] = call;
        next = (next + 1) % REMEMBERED;
        return false;
    }

    /** Whatever is said to it, the call is over; but a trunk may want to know first who says so. */
    private record LastWord(Proof proof, Hop way) implements ClientTransaction.User {
        @Override
        public void response(ClientTransaction transaction, WireMessage response) {
            if (proof.judge(transaction, response) == Proof.Verdict.ANSWERED)
                proof.again(transaction, transaction.refused().cseq() + 1, way, this);
        }

        @Override
        public void timedOut(ClientTransaction transaction) {}

        @Override
        public void unsent(ClientTransaction transaction) {}
    }

    private Hop write(WireMessage answer, Hop hop, byte[] method, long cseq, long id, byte[] further) {
        byte[] contact = board.contactOf(answer);
        NameAddress to = answer.to();
        byte[] target = contact != null ? contact : answer.copy(to.uriFrom, to.uriTo);
        byte[] routes = board.routes.fromResponse(answer);
        Transactions transactions = board.transactions();
        MessageWriter out = transactions.writer();
        out.clear();
        out.put(method).put(SPACE);
        board.routes.requestUri(routes, target, out);
        out.put(END_OF_START_LINE);
        transactions.via(out, hop.listener(), id);
        out.put(board.routes.lines(routes, target)).put(MAX_FORWARDS);
        line(answer, HeaderKind.FROM, out);
        line(answer, HeaderKind.TO, out);
        line(answer, HeaderKind.CALL_ID, out);
        out.put(further).put(CSEQ).decimal(cseq).put(SPACE).put(method).put(NO_BODY);
        return board.destinations.of(routes, target, hop);
    }

    private static void line(WireMessage answer, HeaderKind kind, MessageWriter out) {
        int header = answer.first(kind);
        out.put(answer.bytes, answer.lineFrom(header), answer.lineTo(header));
    }
}
