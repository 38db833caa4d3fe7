package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.ClientTransaction;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.sip.digest.DigestChallenge;
import io.rubrica.proxy.sip.digest.DigestSession;
import io.rubrica.proxy.trunk.TrunkCredentials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request shows a trunk of the trunk's credentials, from challenge to challenge. Each realm is answered once, and
 * once more where only the nonce was too old; after that the password is wrong (RFC 3261, 22.1).
 */
final class Proof {
    /** What becomes of an answer. */
    enum Verdict {
        /** It is no challenge, or none of a realm of ours: it is for whoever asked. */
        NOT_OURS,
        /** It can be answered: the request is to be said again. */
        ANSWERED,
        /** We have shown all that we have. The challenge is ours and nobody else's. */
        REFUSED
    }

    private static final byte[] NOTHING = {};
    private static final byte[] AUTHORIZATION = Ascii.bytes("Authorization: ");
    private static final byte[] PROXY_AUTHORIZATION = Ascii.bytes("Proxy-Authorization: ");

    private final Challenges challenges;
    private final String trunk;
    private final TrunkCredentials credentials;
    private List<Shown> shown = List.of();
    private byte[] lines = NOTHING;

    /** Credentials for one realm; a proxy and the called side may each ask for theirs. */
    private static final class Shown {
        final HeaderKind in;
        final String realm;
        DigestSession session;
        boolean wasStale;

        Shown(HeaderKind in, String realm, DigestSession session) {
            this.in = in;
            this.realm = realm;
            this.session = session;
        }
    }

    /** @param trunk whose credentials they are */
    Proof(Challenges challenges, String trunk, TrunkCredentials credentials) {
        this.challenges = challenges;
        this.trunk = trunk;
        this.credentials = credentials;
    }

    /** The credentials that went out last, as whole header lines: the ACK of a 2xx repeats them (RFC 3261, 22.1). */
    byte[] lines() {
        return lines;
    }

    /** Whether it has shown any. */
    boolean isShown() {
        return lines.length > 0;
    }

    /** For another request to the same trunk. */
    Proof anew() {
        return new Proof(challenges, trunk, credentials);
    }

    /** Judges an answer; to be called while its transaction tells of it. */
    Verdict judge(ClientTransaction asked, WireMessage answer) {
        int status = answer.status();
        boolean challenge = status == 401 || status == 407;
        if (!challenge || credentials.isEmpty()) return Verdict.NOT_OURS;
        WireMessage request = asked.refused();
        Verdict server = judge(answer, request, HeaderKind.WWW_AUTHENTICATE, HeaderKind.AUTHORIZATION);
        Verdict proxy = judge(answer, request, HeaderKind.PROXY_AUTHENTICATE, HeaderKind.PROXY_AUTHORIZATION);
        Verdict verdict = server.compareTo(proxy) > 0 ? server : proxy;
        if (verdict == Verdict.REFUSED) challenges.misfits.refused(trunk);
        return verdict;
    }

    private Verdict judge(WireMessage answer, WireMessage request, HeaderKind asking, HeaderKind showing) {
        Verdict verdict = Verdict.NOT_OURS;
        if (!answer.has(asking)) return verdict;
        List<String> asked = answer.texts(asking);
        List<String> said = request.texts(showing);
        boolean known = false;
        for (String realm : credentials.byRealm().keySet()) {
            if (!DigestChallenge.names(asked, realm)) continue;
            known = true;
            Shown before = shownBefore(showing, realm);
            // Who asked has credentials of his own for it, and they cross.
            if (before == null && DigestChallenge.names(said, realm)) continue;
            Verdict one = judge(before, DigestChallenge.strongest(asked, List.of(realm)), realm, showing);
            if (one.compareTo(verdict) > 0) verdict = one;
        }
        if (!known) challenges.misfits.unknownRealm(trunk, DigestChallenge.firstRealm(asked));
        return verdict;
    }

    private Verdict judge(
            @Nullable Shown before, @Nullable DigestChallenge challenge, String realm, HeaderKind showing) {
        if (challenge == null) return Verdict.REFUSED;
        if (before == null) {
            if (shown.isEmpty()) shown = new ArrayList<>(1);
            shown.add(new Shown(showing, realm, challenges.session(credentials, challenge)));
        } else {
            if (!challenge.stale() || before.wasStale) return Verdict.REFUSED;
            before.wasStale = true;
            before.session = challenges.session(credentials, challenge);
        }
        return Verdict.ANSWERED;
    }

    private @Nullable Shown shownBefore(HeaderKind in, String realm) {
        for (Shown one : shown) if (one.in == in && one.realm.equals(realm)) return one;
        return null;
    }

    /**
     * Says a request again, with credentials and under another number (RFC 3261, 22.2); to be called after
     * {@link Verdict#ANSWERED}.
     *
     * @param hop the way that it took
     */
    ClientTransaction again(ClientTransaction asked, long cseq, Hop hop, ClientTransaction.User user) {
        long id = write(asked, cseq, hop);
        Transactions transactions = challenges.transactions();
        return transactions.send(id, asked.refused().method(), transactions.writer(), hop, user);
    }

    /** The same for whoever has something to do before it leaves: it stands in the transactions' writer, under that id. */
    long write(ClientTransaction asked, long cseq, Hop hop) {
        WireMessage request = asked.refused();
        Transactions transactions = challenges.transactions();
        long id = transactions.newId();
        challenges.answered();
        lines = lines(request);
        MessageWriter out = transactions.writer();
        out.clear();
        byte[] in = request.bytes;
        out.put(in, request.startLineFrom(), request.startLineTo());
        for (int header = 0; header < request.headerCount(); header++) {
            HeaderKind kind = request.kind(header);
            if (kind == HeaderKind.VIA) {
                transactions.via(out, hop.listener(), id);
            } else if (kind == HeaderKind.CSEQ) {
                int number = request.valueFrom(header);
                out.put(in, request.lineFrom(header), number).decimal(cseq).put((byte) ' ');
                out.put(in, request.methodFrom(), request.methodTo()).crlf();
            } else if (!isOurs(request, header, kind)) {
                out.put(in, request.lineFrom(header), request.lineTo(header));
            }
        }
        out.put(lines).crlf().put(in, request.bodyFrom(), request.bodyTo());
        return id;
    }

    /** Whether we wrote it, when the request was said before. */
    private boolean isOurs(WireMessage request, int header, HeaderKind kind) {
        if (kind != HeaderKind.AUTHORIZATION && kind != HeaderKind.PROXY_AUTHORIZATION) return false;
        List<String> value = List.of(request.text(request.valueFrom(header), request.valueTo(header)));
        for (Shown one : shown) if (one.in == kind && DigestChallenge.names(value, one.realm)) return true;
        return false;
    }

    private byte[] lines(WireMessage request) {
        String method = request.text(request.methodFrom(), request.methodTo());
        String uri = request.text(request.uriFrom(), request.uriTo());
        byte[] body = Arrays.copyOfRange(request.bytes, request.bodyFrom(), request.bodyTo());
        MessageWriter out = challenges.scratch();
        for (Shown one : shown) {
            String answer = one.session.answer(method, uri, body);
            if (answer == null) continue;
            out.put(one.in == HeaderKind.AUTHORIZATION ? AUTHORIZATION : PROXY_AUTHORIZATION);
            out.put(Ascii.bytes(answer)).crlf();
        }
        return out.copy();
    }
}
