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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all calls of the loop share when trunks ask for credentials: the count of each nonce, and what is told about it. */
final class Challenges {
    private static final Logger LOG = LoggerFactory.getLogger(Challenges.class);
    /** Nonces whose count is remembered; an honest trunk gives the same one to calls of the same moment only. */
    private static final int MOST_REMEMBERED = 1_000;
    /** Milliseconds between two lines about the same trunk. */
    private static final long PAUSE = 60_000;

    private record Nonce(
            DigestChallenge challenge, @Nullable DigestCredentials credentials) {}

    /** When a trunk's refusal was told last, and how many have not been. */
    private static final class Told {
        long last = -PAUSE;
        long untold;
    }

    private final Switchboard board;
    private final Ids ids = new Ids();
    private final Proof nothingToShow = new Proof(this, "", TrunkCredentials.NONE);
    private final Map<String, Told> told = new HashMap<>();
    private final Map<Nonce, DigestSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Nonce, DigestSession> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Challenges(Switchboard board) {
        this.board = board;
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

    /** A trunk wants other credentials than we have, which only an operator can mend. */
    void refused(String trunk) {
        board.counters.credentialsRefused.increment();
        Told about = told.computeIfAbsent(trunk, unused -> new Told());
        about.untold++;
        if (board.now() - about.last < PAUSE) return;
        about.last = board.now();
        LOG.error(
                "trunk {} refuses our username and password: calls over it fail until its credentials are put right"
                        + " ({} refused since this was said last)",
                trunk,
                about.untold);
        about.untold = 0;
    }
}
