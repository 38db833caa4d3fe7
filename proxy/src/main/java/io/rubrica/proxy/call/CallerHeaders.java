package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sole reader of From, P-Asserted-Identity, Remote-Party-ID and Privacy (RFC 3323, RFC 3325, draft-ietf-sip-privacy-04
 * for Remote-Party-ID); {@link Identities} writes them. For one event loop.
 */
final class CallerHeaders {
    private static final byte[] NOTHING = {};
    private static final byte[] SOMEBODY = Ascii.bytes(" <sip:somebody>");
    private static final byte[] TAG = Ascii.bytes(";tag=");

    private final NameAddress address = new NameAddress();
    private final SipUri uri = new SipUri();
    /** What messages say of privacy. */
    final PrivacyWishes privacy = new PrivacyWishes();

    private final WrittenNames written;

    CallerHeaders(WrittenNames written) {
        this.written = written;
    }

    // --- reading

    /** Who calls: P-Asserted-Identity where the peer is trusted, else From. */
    Caller caller(WireMessage invite, boolean trusted, String called) {
        if (privacy.isAskedBySender(invite)) return new Caller("", "", called, true);
        NameAddress from = invite.from();
        String trunkName = from.display(invite.bytes);
        String number = "";
        if (trusted && readAsserted(invite)) {
            number = user(invite.bytes, address);
            if (trunkName.isEmpty()) trunkName = address.display(invite.bytes);
        }
        if (number.isEmpty()) number = user(invite.bytes, from);
        return new Caller(number, trunkName, called, false);
    }

    /** Finds the asserted identity: of a sip and a tel one, the one that is a number (RFC 3325, 9.1). */
    private boolean readAsserted(WireMessage in) {
        for (int header = in.first(HeaderKind.P_ASSERTED_IDENTITY); header >= 0; header = in.next(header)) {
            int to = in.valueTo(header);
            for (int at = in.valueFrom(header);
                    at >= 0 && address.read(in.bytes, at, to);
                    at = address.next(in.bytes, to)) if (NumberTail.hasDigits(user(in.bytes, address))) return true;
        }
        int first = in.first(HeaderKind.P_ASSERTED_IDENTITY);
        return first >= 0 && address.read(in.bytes, in.valueFrom(first), in.valueTo(first));
    }

    /** The user part of an address; empty when it has none. */
    String user(byte[] in, NameAddress of) {
        return uri.read(in, of.uriFrom, of.uriTo) ? uri.user(in) : "";
    }

    /** Takes up the name that the last process wrote for a call which goes on: it must not go out to a trunk now either. */
    void recall(Dialog dialog) {
        CallRecord record = dialog.record;
        byte[] name = record.name();
        if (name == null) return;
        byte[] shown = new MessageWriter().put(name).put(SOMEBODY).copy();
        String text = address.read(shown, 0, shown.length) ? address.display(shown) : "";
        byte[] said = dialog.caller().remote;
        if (record.isOut()) written.wrote(record.called, text, NOTHING);
        else if (address.read(said, 0, said.length))
            written.wrote(record.caller(), text, Arrays.copyOfRange(said, address.displayFrom, address.displayTo));
    }

    /**
     * A display name as a message has it.
     *
     * @param text unquoted
     * @param standing in quotes where it has them; empty: there is none
     */
    record Shown(String text, byte[] standing) {}

    /** What P-Asserted-Identity, or else Remote-Party-ID, shows for a number; null: neither carries it. */
    @Nullable
    Shown shownFor(String number, WireMessage in, boolean dropAsserted) {
        Shown asserted = dropAsserted ? null : shownFor(number, in, HeaderKind.P_ASSERTED_IDENTITY);
        return asserted != null ? asserted : shownFor(number, in, HeaderKind.REMOTE_PARTY_ID);
    }

    private @Nullable Shown shownFor(String number, WireMessage in, HeaderKind kind) {
        for (int header = in.first(kind); header >= 0; header = in.next(header)) {
            int to = in.valueTo(header);
            for (int at = in.valueFrom(header);
                    at >= 0 && address.read(in.bytes, at, to);
                    at = address.next(in.bytes, to))
                if (NumberTail.same(user(in.bytes, address), number))
                    return new Shown(address.display(in.bytes), in.copy(address.displayFrom, address.displayTo));
        }
        return null;
    }

    /** The URI of a whole header value when its user part is the number, or null. */
    byte @Nullable [] uriOf(byte[] party, String number) {
        if (!address.read(party, 0, party.length) || !NumberTail.same(user(party, address), number)) return null;
        return Arrays.copyOfRange(party, address.uriFrom, address.uriTo);
    }

    // --- writing

    /**
     * Writes one party (the value of From or To) with our tag in place of theirs.
     *
     * @param display the display name to write, empty for none; null: as it stands
     * @param uri the URI to write; null: as it stands
     * @param tag empty: none, for the To of a new call and for a peer that has none
     */
    static void party(
            MessageWriter out,
            byte[] in,
            NameAddress party,
            byte @Nullable [] display,
            byte @Nullable [] uri,
            byte[] tag) {
        int at = party.start;
        if (display != null || uri != null) at = address(out, in, party, display, uri);
        if (party.hasTag() && tag.length == 0) {
            out.put(in, at, party.tagParamFrom).put(in, party.tagTo, party.end);
        } else if (party.hasTag()) {
            out.put(in, at, party.tagFrom).put(tag).put(in, party.tagTo, party.end);
        } else {
            out.put(in, at, party.end);
            if (tag.length > 0) out.put(TAG).put(tag);
        }
    }

    /** Writes display name and URI, in brackets always (RFC 3261, 20.10), and returns where the rest begins. */
    static int address(
            MessageWriter out, byte[] in, NameAddress of, byte @Nullable [] display, byte @Nullable [] uri) {
        if (display == null) out.put(in, of.start, of.bracketed ? of.uriFrom - 1 : of.uriFrom);
        else if (display.length > 0) out.put(display).put((byte) ' ');
        out.put((byte) '<');
        if (uri == null) out.put(in, of.uriFrom, of.uriTo);
        else out.put(uri);
        out.put((byte) '>');
        return of.bracketed ? of.uriTo + 1 : of.uriTo;
    }

    /** Whether a party of the message has the URI of a whole header value. */
    boolean sameUri(WireMessage in, NameAddress of, byte[] party) {
        return address.read(party, 0, party.length)
                && Ascii.same(in.bytes, of.uriFrom, of.uriTo, party, address.uriFrom, address.uriTo);
    }

    /**
     * From or To of a request inside a dialog, where its other leg has another URI for that party; null: both have the same,
     * or the request speaks of another person than the dialog's (RFC 4916).
     *
     * @param here the party on the leg that the request came on
     * @param there on the other one
     */
    byte @Nullable [] ofOtherLeg(WireMessage in, NameAddress party, byte[] here, byte[] there) {
        return !sameUri(in, party, there) && sameUri(in, party, here) ? there : null;
    }
}
