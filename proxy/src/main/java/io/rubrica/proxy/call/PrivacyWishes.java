package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Locale;
import java.util.Set;

/** Which privacy a message asks for (RFC 3323, RFC 3325, draft-ietf-sip-privacy-04). For one event loop. */
final class PrivacyWishes {
    private static final Set<String> ALL = Set.of("id", "user", "header", "session", "critical");
    private static final Set<String> IDENTITY = Set.of("id");
    private static final byte[] ANONYMOUS = Ascii.bytes("anonymous");

    private final SipUri uri = new SipUri();

    /** Whether who sends a request asks for privacy in any form. */
    boolean isAskedBySender(WireMessage request) {
        return says(request, ALL) || isAnonymous(request) || remotePartyIsPrivate(request);
    }

    /** Whether who answers asks for privacy in any form; From is not his. */
    boolean isAskedByAnswerer(WireMessage answer) {
        return says(answer, ALL) || remotePartyIsPrivate(answer);
    }

    /** Whether P-Asserted-Identity has to stay inside the trust domain (RFC 3325, 9.3). */
    boolean hidesIdentity(WireMessage message) {
        return says(message, IDENTITY);
    }

    private static boolean says(WireMessage message, Set<String> words) {
        for (int header = message.first(HeaderKind.PRIVACY); header >= 0; header = message.next(header)) {
            String value = message.text(message.valueFrom(header), message.valueTo(header));
            for (String word : value.toLowerCase(Locale.ROOT).split("[;,\\s]+")) if (words.contains(word)) return true;
        }
        return false;
    }

    private boolean isAnonymous(WireMessage message) {
        byte[] in = message.bytes;
        NameAddress from = message.from();
        if (!uri.read(in, from.uriFrom, from.uriTo)) return false;
        String host = uri.host(in);
        return Ascii.says(in, uri.userFrom, uri.userTo, ANONYMOUS)
                || host != null && host.toLowerCase(Locale.ROOT).endsWith("anonymous.invalid");
    }

    private static boolean remotePartyIsPrivate(WireMessage message) {
        for (int header = message.first(HeaderKind.REMOTE_PARTY_ID); header >= 0; header = message.next(header)) {
            String value = message.text(message.valueFrom(header), message.valueTo(header))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[\\s\"]", "");
            if (value.contains(";privacy=full") || value.contains(";privacy=uri") || value.contains(";privacy=name"))
                return true;
        }
        return false;
    }
}
