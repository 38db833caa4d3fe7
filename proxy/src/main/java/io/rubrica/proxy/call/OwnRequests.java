package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Method;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;

/** What we say ourselves inside a call: BYE when it has to be ended from the middle, OPTIONS to hear who is there. */
final class OwnRequests {
    private static final byte[] BYE = Ascii.bytes("BYE");
    private static final byte[] OPTIONS = Ascii.bytes("OPTIONS");
    private static final byte[] END_OF_START_LINE = Ascii.bytes(" SIP/2.0\r\n");
    private static final byte[] FROM = Ascii.bytes("Max-Forwards: 70\r\nFrom: ");
    private static final byte[] TO = Ascii.bytes("\r\nTo: ");
    private static final byte[] CALL_ID = Ascii.bytes("\r\nCall-ID: ");
    private static final byte[] CSEQ = Ascii.bytes("\r\nCSeq: ");
    private static final byte[] END = Ascii.bytes("\r\nContent-Length: 0\r\n\r\n");

    private final Transactions transactions;
    private final RouteSets routes = new RouteSets();
    private final Challenges challenges;
    private final Lifetimes lifetimes;
    private final DialogTable dialogs;

    OwnRequests(Transactions transactions, Challenges challenges, Lifetimes lifetimes, DialogTable dialogs) {
        this.transactions = transactions;
        this.challenges = challenges;
        this.lifetimes = lifetimes;
        this.dialogs = dialogs;
    }

    /** RFC 3261, 15.1.1; under the number that was taken last. Whatever it is answered, the call is over. */
    void bye(Leg leg) {
        send(Method.BYE, BYE, leg, ClientTransaction.NOBODY);
    }

    /** Under the number that was taken last. */
    void options(Leg leg, ClientTransaction.User user) {
        send(Method.OPTIONS, OPTIONS, leg, user);
    }

    private void send(Method method, byte[] word, Leg leg, ClientTransaction.User user) {
        long id = transactions.newId();
        MessageWriter out = transactions.writer();
        out.clear();
        out.put(word).put((byte) ' ');
        routes.requestUri(leg.routes, leg.target, out);
        out.put(END_OF_START_LINE);
        transactions.via(out, leg.hop.listener(), id);
        out.put(routes.lines(leg.routes, leg.target))
                .put(FROM)
                .put(leg.local)
                .put(TO)
                .put(leg.remote);
        out.put(CALL_ID).put(leg.callId).put(CSEQ).decimal(leg.lastCseq);
        out.put((byte) ' ').put(word).put(END);
        boolean mayBeChallenged = !leg.peer.rules().credentials().isEmpty();
        transactions.send(id, method, out, leg.hop, mayBeChallenged ? new Challenged(leg, user) : user);
    }

    /** One that is said again where the trunk asks for credentials; all else is for who sent it. */
    private final class Challenged implements ClientTransaction.User {
        private final Leg leg;
        private final ClientTransaction.User user;
        private final Proof proof;

        Challenged(Leg leg, ClientTransaction.User user) {
            this.leg = leg;
            this.user = user;
            proof = challenges.proof(leg.peer);
            dialogs.hold(leg.dialog());
        }

        @Override
        public void response(ClientTransaction transaction, WireMessage response) {
            if (proof.judge(transaction, response) == Proof.Verdict.ANSWERED) {
                leg.takeNumber();
                lifetimes.saveConfirmed(leg.dialog());
                proof.again(transaction, leg.lastCseq, leg.hop, this);
                return;
            }
            user.response(transaction, response);
            if (response.status() >= 200) dialogs.release(leg.dialog());
        }

        @Override
        public void timedOut(ClientTransaction transaction) {
            user.timedOut(transaction);
            dialogs.release(leg.dialog());
        }

        @Override
        public void unsent(ClientTransaction transaction) {
            user.unsent(transaction);
            dialogs.release(leg.dialog());
        }
    }
}
