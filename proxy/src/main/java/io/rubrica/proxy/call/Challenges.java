package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.Transactions;
import io.rubrica.proxy.sip.digest.DigestChallenge;
import io.rubrica.proxy.sip.digest.DigestCredentials;
import io.rubrica.proxy.sip.digest.DigestSession;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.TrunkCredentials;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all calls of the loop share when trunks ask for credentials: the count of each nonce, and what is told about it. */
final class Challenges {
    /** Nonces whose count is remembered; an honest trunk gives the same one to calls of the same moment only. */
    private static final int MOST_REMEMBERED = 1_000;

    private record Nonce(
            DigestChallenge challenge, @Nullable DigestCredentials credentials) {}

    private final Switchboard board;
    private final Ids ids = new Ids();
    private final Proof nothingToShow = new Proof(this, "", TrunkCredentials.NONE);
    private final Map<Nonce, DigestSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Nonce, DigestSession> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    final Misfits misfits;

    Challenges(Switchboard board, CallCounters counters) {
        this.board = board;
        misfits = new Misfits(counters, board::now);
    }

    /** What a request to that peer is going to show of the peer's credentials; null: of a peer that is gone. */
    Proof proof(@Nullable Peer peer) {
        if (peer == null || peer.rules().credentials().isEmpty()) return nothingToShow;
        return new Proof(this, peer.name(), peer.rules().credentials());
    }

    Transactions transactions() {
        return board.transactions();
    }

    MessageWriter scratch() {
        return board.scratch();
    }

    /** The answers to that challenge; calls that got the same nonce count on from each other (RFC 7616, 3.4). */
    DigestSession session(TrunkCredentials credentials, DigestChallenge challenge) {
        DigestChallenge one = challenge.notStale();
        Nonce nonce = new Nonce(one, credentials.byRealm().get(one.plainRealm()));
        return sessions.computeIfAbsent(nonce, unused -> credentials.answering(one, cnonce()));
    }

    private String cnonce() {
        return new String(Ids.hex(ids.next()), StandardCharsets.US_ASCII);
    }

    void answered() {
        board.counters.challengesAnswered.increment();
    }
}
