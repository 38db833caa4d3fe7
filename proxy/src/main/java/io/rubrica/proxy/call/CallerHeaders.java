package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sole reader and writer of From, P-Asserted-Identity, Remote-Party-ID and Privacy (RFC 3323, RFC 3325,
 * draft-ietf-sip-privacy-04 for Remote-Party-ID), and of display names in the headers like them. For one event loop.
 */
final class CallerHeaders {
    private static final byte[] NOTHING = {};
    private static final byte[] SOMEBODY = Ascii.bytes(" <sip:somebody>");
    private static final byte[] TAG = Ascii.bytes(";tag=");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] ASSERTED = Ascii.bytes("P-Asserted-Identity: ");
    private static final byte[] OPEN = Ascii.bytes(" <");
    private static final byte[] CLOSE = Ascii.bytes(">\r\n");

    private final NameAddress address = new NameAddress();
    private final SipUri uri = new SipUri();
    /** What messages say of privacy. */
    final PrivacyWishes privacy = new PrivacyWishes();

    private final WrittenNames written;
    private final CallCounters counters;

    CallerHeaders(WrittenNames written, CallCounters counters) {
        this.written = written;
        this.counters = counters;
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

    private String user(byte[] in, NameAddress of) {
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
    private static int address(
            MessageWriter out, byte[] in, NameAddress of, byte @Nullable [] display, byte @Nullable [] uri) {
        if (display == null) out.put(in, of.start, of.bracketed ? of.uriFrom - 1 : of.uriFrom);
        else if (display.length > 0) out.put(display).put((byte) ' ');
        out.put((byte) '<');
        if (uri == null) out.put(in, of.uriFrom, of.uriTo);
        else out.put(uri);
        out.put((byte) '>');
        return of.bracketed ? of.uriTo + 1 : of.uriTo;
    }

    /** Writes a header with the name on every value that carries the number; false: there was none, nothing written. */
    private boolean named(WireMessage in, int header, MessageWriter out, byte[] name, String number) {
        return rewrite(
                in,
                header,
                out,
                () -> {
                    String user = user(in.bytes, address);
                    return NumberTail.same(user, number) ? name : null;
                },
                AS_IT_STANDS);
    }

    /** Writes a header without the names that we wrote; false: there was none, nothing written. */
    private boolean guarded(WireMessage in, int header, MessageWriter out, @Nullable PartyUris uris) {
        Part becomes = uris == null || !SAYS_WHO_CALLS.contains(in.kind(header))
                ? AS_IT_STANDS
                : () -> uris.caller(in.bytes, address.uriFrom, address.uriTo);
        return rewrite(in, header, out, () -> before(in.bytes, address), becomes);
    }

    private static final Set<HeaderKind> SAYS_WHO_CALLS = EnumSet.of(
            HeaderKind.P_ASSERTED_IDENTITY,
            HeaderKind.P_PREFERRED_IDENTITY,
            HeaderKind.REMOTE_PARTY_ID,
            HeaderKind.DIVERSION);

    /** What stood where we wrote this party's name; null: the name is not ours. */
    private byte @Nullable [] before(byte[] in, NameAddress party) {
        if (party.displayTo == party.displayFrom) return null;
        byte[] before = written.before(user(in, party), party.display(in));
        if (before != null) counters.leaksStopped.increment();
        return before;
    }

    /** What one value's display name, or its URI, becomes; null: stays. */
    private interface Part {
        byte @Nullable [] becomes();
    }

    private static final Part AS_IT_STANDS = () -> null;

    private boolean rewrite(WireMessage in, int header, MessageWriter out, Part display, Part uri) {
        byte[] bytes = in.bytes;
        int to = in.valueTo(header);
        int copied = in.lineFrom(header);
        for (int at = in.valueFrom(header); at >= 0; ) {
            if (!address.read(bytes, at, to)) {
                // What cannot be read crosses, but must not hide what follows it.
                at = NameAddress.afterComma(bytes, at, to);
                continue;
            }
            at = address.next(bytes, to);
            byte[] newDisplay = display.becomes();
            byte[] newUri = uri.becomes();
            if (newDisplay == null && newUri == null) continue;
            out.put(bytes, copied, address.start);
            copied = address(out, bytes, address, newDisplay, newUri);
        }
        if (copied == in.lineFrom(header)) return false;
        out.put(bytes, copied, to).put(CRLF);
        return true;
    }

    private boolean sameUri(WireMessage in, NameAddress of, byte[] party) {
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
        return sameUri(in, party, here) && !sameUri(in, party, there) ? there : null;
    }

    // --- what becomes of identities, by direction

    /**
     * Towards a PBX, for a caller that has a name.
     *
     * @param name in quotes, or null: none to write
     * @param known inside a dialog, the caller as the INVITE named him: another From is another person's (RFC 4916)
     */
    Identity naming(byte @Nullable [] name, String number, boolean dropAsserted, byte @Nullable [] known) {
        return new Naming(name, number, dropAsserted) {
            @Override
            public byte @Nullable [] fromDisplay(WireMessage in) {
                return known == null || sameUri(in, in.from(), known) ? name : null;
            }
        };
    }

    /**
     * Towards a PBX that calls out: the name goes where identities carry the number.
     *
     * @param name in quotes, or null: none to write
     * @param asserted the URI for an identity of our own, which is added; null: none is
     */
    Identity namingCallee(byte @Nullable [] name, String number, boolean dropAsserted, byte @Nullable [] asserted) {
        return new Naming(name, number, dropAsserted) {
            @Override
            public void further(WireMessage in, MessageWriter out) {
                if (name != null && asserted != null)
                    out.put(ASSERTED).put(name).put(OPEN).put(asserted).put(CLOSE);
            }
        };
    }

    /** The name goes to every identity that carries the number. */
    private class Naming implements Identity {
        private final byte @Nullable [] name;
        private final String number;
        private final boolean dropAsserted;

        Naming(byte @Nullable [] name, String number, boolean dropAsserted) {
            this.name = name;
            this.number = number;
            this.dropAsserted = dropAsserted;
        }

        @Override
        public byte @Nullable [] fromDisplay(WireMessage in) {
            return null;
        }

        @Override
        public byte @Nullable [] toDisplay(WireMessage in) {
            return null;
        }

        @Override
        public boolean write(WireMessage in, int header, MessageWriter out) {
            HeaderKind kind = in.kind(header);
            boolean asserted = kind == HeaderKind.P_ASSERTED_IDENTITY;
            if (asserted && dropAsserted) return true;
            boolean carriesName = asserted || kind == HeaderKind.REMOTE_PARTY_ID;
            return name != null && carriesName && named(in, header, out, name, number);
        }
    }

    /**
     * Towards a trunk: no name of ours goes out.
     *
     * @param uris how the trunk wants to read the parties; null: as they are
     */
    Identity guarding(boolean dropAsserted, @Nullable PartyUris uris) {
        return new Identity() {
            private boolean asked;
            private byte @Nullable [] fromBefore;

            @Override
            public byte @Nullable [] fromDisplay(WireMessage in) {
                // Asked for the message and for the record of its dialog; one leak counts once.
                if (!asked) fromBefore = before(in.bytes, in.from());
                asked = true;
                return fromBefore;
            }

            @Override
            public byte @Nullable [] toDisplay(WireMessage in) {
                return before(in.bytes, in.to());
            }

            @Override
            public byte @Nullable [] fromUri(WireMessage in) {
                return uris == null ? null : uris.caller(in.bytes, in.from().uriFrom, in.from().uriTo);
            }

            @Override
            public byte @Nullable [] toUri(WireMessage in) {
                return uris == null ? null : uris.called(in.bytes, in.to().uriFrom, in.to().uriTo);
            }

            @Override
            public boolean write(WireMessage in, int header, MessageWriter out) {
                if (dropAsserted && in.kind(header) == HeaderKind.P_ASSERTED_IDENTITY) return true;
                return guarded(in, header, out, uris);
            }
        };
    }
}
