package io.rubrica.proxy.call;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import io.rubrica.proxy.trunk.Peer;
import io.rubrica.proxy.trunk.Presentation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parties' URIs as a trunk wants them on calls out: numbers in its form, hosts that it knows. All else of them stays. */
final class PartyUris {
    private static final String PHONE_CONTEXT = "phone-context";

    private final Presentation wanted;
    private final NumberPlan plan;
    private final String calledHost;
    private final SipUri uri = new SipUri();

    private PartyUris(Presentation wanted, NumberPlan plan, String calledHost) {
        this.wanted = wanted;
        this.plan = plan;
        this.calledHost = calledHost;
    }

    /**
     * For a message of a call out; null: all parties stay as they are. A signed caller does, because the signature is over
     * the numbers (RFC 8224, 4.1).
     *
     * @param plans how numbers on the trunk are read
     */
    static @Nullable PartyUris towards(Peer trunk, EnricherChoice plans, WireMessage message) {
        Presentation wanted = trunk.rules().presentation();
        if (wanted.isPlain() || message.has(HeaderKind.IDENTITY)) return null;
        return new PartyUris(wanted, plans.plan(trunk), trunk.uriHost());
    }

    /** The URI of who calls, or forwarded the call; null: it stays. */
    byte @Nullable [] caller(byte[] in, int from, int to) {
        if (!isChangeable(in, from, to)) return null;
        return written(in, wanted.numbers().caller(uri.user(in), plan), wanted.domain());
    }

    /** The URI of who is called; null: it stays. */
    byte @Nullable [] called(byte[] in, int from, int to) {
        if (!isChangeable(in, from, to)) return null;
        return written(
                in, wanted.numbers().called(uri.user(in), plan), wanted.domain().isEmpty() ? "" : calledHost);
    }

    /** The same with its host as it is, for the Request-URI. */
    byte @Nullable [] calledNumber(byte[] in, int from, int to) {
        return isChangeable(in, from, to) ? written(in, wanted.numbers().called(uri.user(in), plan), "") : null;
    }

    /** Nobody is made of who is anonymous, and a number that names its context is read in that (RFC 3966, 5.1.5). */
    private boolean isChangeable(byte[] in, int from, int to) {
        if (!uri.read(in, from, to) || uri.scheme == SipUri.Scheme.OTHER) return false;
        String host = uri.host(in);
        return (host == null || !host.toLowerCase(Locale.ROOT).endsWith("anonymous.invalid"))
                && !Ascii.text(in, from, to).toLowerCase(Locale.ROOT).contains(PHONE_CONTEXT);
    }

    /** @param host empty: its own */
    private byte @Nullable [] written(byte[] in, String user, String host) {
        boolean tel = uri.scheme == SipUri.Scheme.TEL;
        // A tel URI without a plus would need a context (RFC 3966, 5.1.4).
        boolean sameUser = user.equals(uri.user(in)) || tel && !user.startsWith("+");
        boolean sameHost = tel || host.isEmpty() || host.equals(Ascii.text(in, uri.hostFrom, uri.hostPortTo));
        if (sameUser && sameHost) return null;
        MessageWriter out = new MessageWriter();
        out.put(in, uri.start, uri.userFrom);
        if (sameUser) out.put(in, uri.userFrom, uri.userTo);
        else out.put(Ascii.bytes(user));
        out.put(in, uri.userTo, uri.hostFrom);
        if (sameHost) out.put(in, uri.hostFrom, uri.hostPortTo);
        else out.put(Ascii.bytes(host));
        return out.put(in, uri.hostPortTo, uri.end).copy();
    }
}
