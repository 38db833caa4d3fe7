package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.sip.digest.DigestChallenge;
import io.rubrica.proxy.sip.digest.DigestSession;
import io.rubrica.proxy.trunk.TrunkCredentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that an account's requests carry: those of the last challenges, so that a refresh is not asked again
 * (RFC 3261, 22.3), until another challenge comes.
 */
final class Authorization {
    private static final byte[] AUTHORIZATION = Ascii.bytes("Authorization: ");
    private static final byte[] PROXY_AUTHORIZATION = Ascii.bytes("Proxy-Authorization: ");
    private static final byte[] NO_BODY = {};
    /** Each answer costs a hash and a request, and a registrar may find its own nonces stale for ever. */
    private static final int MOST_QUESTIONS = 6;

    private static final int LONGEST_REALM = 80;

    private record Key(boolean proxy, String realm) {}

    private static final class Answer {
        final DigestSession session;
        /** Whether its challenge came in this very attempt, so that the same one again means a wrong password. */
        boolean fresh = true;

        Answer(DigestSession session) {
            this.session = session;
        }
    }

    private final TrunkCredentials credentials;
    private final Ids ids;
    private final Map<Key, Answer> answers = new LinkedHashMap<>();
    private int questions;
    private String realmAskedFor = "";

    Authorization(TrunkCredentials credentials, Ids ids) {
        this.credentials = credentials;
        this.ids = ids;
    }

    /** What follows is a new attempt. */
    void begin() {
        questions = 0;
        elsewhere();
    }

    /** What follows goes to another server, which may not know the nonces of the last one. */
    void elsewhere() {
        for (Answer each : answers.values()) each.fresh = false;
    }

    /** Takes a 401 or 407; null: the request can be sent again, else why not. */
    @Nullable
    Setback challenged(WireMessage response) {
        boolean proxy = response.status() == 407;
        List<String> challenges = response.texts(proxy ? HeaderKind.PROXY_AUTHENTICATE : HeaderKind.WWW_AUTHENTICATE);
        DigestChallenge challenge = credentials.answerable(challenges);
        if (challenge == null) {
            DigestChallenge other = DigestChallenge.strongest(challenges, List.of());
            realmAskedFor = other == null ? "" : other.plainRealm();
            return Setback.UNKNOWN_REALM;
        }
        if (++questions > MOST_QUESTIONS) return Setback.TOO_MANY_QUESTIONS;
        Key key = new Key(proxy, challenge.plainRealm());
        Answer before = answers.get(key);
        // Only a stale nonce says that user and password were right (RFC 7616, 3.3).
        if (before != null && before.fresh && !challenge.stale()) {
            answers.remove(key);
            return Setback.WRONG_PASSWORD;
        }
        byte[] cnonce = Ids.hex(ids.next());
        answers.put(key, new Answer(credentials.answering(challenge, Ascii.text(cnonce, 0, cnonce.length))));
        return null;
    }

    /** Writes the lines of one request. */
    void write(MessageWriter out, String method, String uri) {
        answers.forEach((key, answer) -> {
            String value = answer.session.answer(method, uri, NO_BODY);
            if (value == null) return;
            out.put(key.proxy ? PROXY_AUTHORIZATION : AUTHORIZATION)
                    .put(Ascii.bytes(value))
                    .crlf();
        });
    }

    /** The realm of the challenge that could not be answered, fit for a log; empty: it was none of digest. */
    String realmAskedFor() {
        return realmAskedFor.length() <= LONGEST_REALM ? realmAskedFor : realmAskedFor.substring(0, LONGEST_REALM);
    }
}
