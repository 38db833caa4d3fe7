package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Against an answering side that makes up tags without end. */
    private static final int MOST = 32;

    private final Switchboard board;

    UnwantedAnswers(Switchboard board) {
        this.board = board;
    }

    /** Those of one INVITE, so that each is ended once, and confirmed as often as it comes. */
    final class Ended {
        private @Nullable List<byte[]> tags;

        /** @param proof what its INVITE showed of our credentials */
        void add(WireMessage answer, Hop hop, Proof proof) {
            acknowledge(answer, hop, proof.lines());
            if (isNew(answer)) hangUp(answer, hop, proof.anew());
        }

        private boolean isNew(WireMessage answer) {
            NameAddress to = answer.to();
            List<byte[]> seen = tags == null ? new ArrayList<>(1) : tags;
            tags = seen;
            for (byte[] tag : seen) if (Leg.same(tag, answer.bytes, to.tagFrom, to.tagTo)) return false;
            if (seen.size() == MOST) return false;
            return seen.add(answer.copy(to.tagFrom, to.tagTo));
        }
    }

    /**
     * Confirms a 2xx.
     *
     * @param hop the way that the INVITE took, or that the answer came
     * @param credentials lines that its INVITE had
     */
    void acknowledge(WireMessage answer, Hop hop, byte[] credentials) {
        Transactions transactions = board.transactions();
        Hop way = write(answer, hop, ACK, answer.cseq(), transactions.newId(), credentials);
        MessageWriter ack = transactions.writer();
        way.send(ack.bytes(), 0, ack.length());
    }

    /**
     * Ends the call that a 2xx began.
     *
     * @param proof what the BYE may show
     */
    void hangUp(WireMessage answer, Hop hop, Proof proof) {
        board.counters.unwantedAnswers.increment();
        Transactions transactions = board.transactions();
        long id = transactions.newId();
        Hop way = write(answer, hop, BYE, answer.cseq() + 1, id, NOTHING);
        transactions.send(id, Method.BYE, transactions.writer(), way, new LastWord(proof, way));
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
