package io.rubrica.proxy.call;

import io.rubrica.proxy.enrich.Caller;
import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;
import io.rubrica.proxy.sip.WireMessage;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sole reader and writer of From, P-Asserted-Identity, Remote-Party-ID and Privacy (RFC 3323, RFC 3325,
 * draft-ietf-sip-privacy-04 for Remote-Party-ID), and of display names in the headers like them. For one event loop.
 */
final class CallerHeaders {
    private static final Set<String> PRIVATE = Set.of("id", "user", "header", "session", "critical");
    private static final byte[] ANONYMOUS = Ascii.bytes("anonymous");
    private static final byte[] TAG = Ascii.bytes(";tag=");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private final NameAddress address = new NameAddress();
    private final SipUri uri = new SipUri();
    private final WrittenNames written;
    private final CallCounters counters;

    CallerHeaders(WrittenNames written, CallCounters counters) {
        this.written = written;
        this.counters = counters;
    }

    // --- reading

    /** Who calls: P-Asserted-Identity where the peer is trusted, else From. */
    Caller caller(WireMessage invite, boolean trusted, String called) {
        if (isPrivate(invite)) return new Caller("", "", called, true);
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

    /** Whether the caller asked for privacy in any form. */
    boolean isPrivate(WireMessage message) {
        return saysPrivacy(message, Set.of()) || isAnonymous(message) || remotePartyIsPrivate(message);
    }

    /** Whether the caller asked that P-Asserted-Identity stays inside the trust domain (RFC 3325, 9.3). */
    boolean hidesIdentity(WireMessage message) {
        return saysPrivacy(message, Set.of("user", "header", "session", "critical"));
    }

    private static boolean saysPrivacy(WireMessage message, Set<String> except) {
        for (int header = message.first(HeaderKind.PRIVACY); header >= 0; header = message.next(header)) {
            String value = message.text(message.valueFrom(header), message.valueTo(header));
            for (String word : value.toLowerCase(Locale.ROOT).split("[;,\\s]+"))
                if (PRIVATE.contains(word) && !except.contains(word)) return true;
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

    private boolean remotePartyIsPrivate(WireMessage message) {
        for (int header = message.first(HeaderKind.REMOTE_PARTY_ID); header >= 0; header = message.next(header)) {
            String value = message.text(message.valueFrom(header), message.valueTo(header))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[\\s\"]", "");
            if (value.contains(";privacy=full") || value.contains(";privacy=uri") || value.contains(";privacy=name"))
                return true;
        }
        return false;
    }

    /** Takes up the name that the last process wrote for a call which goes on: it must not go out to a trunk now either. */
    void recall(Dialog dialog) {
        byte[] shown = dialog.callee().local;
        byte[] said = dialog.caller().remote;
        if (dialog.record.name == null || !address.read(shown, 0, shown.length)) return;
        String name = address.display(shown);
        if (!address.read(said, 0, said.length)) return;
        byte[] before = java.util.Arrays.copyOfRange(said, address.displayFrom, address.displayTo);
        written.wrote(dialog.record.caller(), name, before);
    }

    // --- writing

    /**
     * Writes one party (the value of From or To) with our tag in place of theirs.
     *
     * @param display the display name to write, empty for none; null: as it stands
     * @param tag empty: none, for the To of a new call and for a peer that has none
     */
    static void party(MessageWriter out, byte[] in, NameAddress party, byte @Nullable [] display, byte[] tag) {
        int at = party.start;
        if (display != null) at = address(out, in, party, display);
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
    private static int address(MessageWriter out, byte[] in, NameAddress of, byte[] display) {
        if (display.length > 0) out.put(display).put((byte) ' ');
        out.put((byte) '<').put(in, of.uriFrom, of.uriTo).put((byte) '>');
        return of.bracketed ? of.uriTo + 1 : of.uriTo;
    }

    /** Writes a header with the name on every value that carries the number; false: there was none, nothing written. */
    private boolean named(WireMessage in, int header, MessageWriter out, byte[] name, String number) {
        return rewrite(in, header, out, () -> {
            String user = user(in.bytes, address);
            return NumberTail.same(user, number) ? name : null;
        });
    }

    /** Writes a header without the names that we wrote; false: there was none, nothing written. */
    private boolean guarded(WireMessage in, int header, MessageWriter out) {
        return rewrite(in, header, out, () -> before(in.bytes, address));
    }

    /** What stood where we wrote this party's name; null: the name is not ours. */
    private byte @Nullable [] before(byte[] in, NameAddress party) {
        if (party.displayTo == party.displayFrom) return null;
        byte[] before = written.before(user(in, party), party.display(in));
        if (before != null) counters.leaksStopped.increment();
        return before;
    }

    /** What one value's display name becomes; null: stays. */
    private interface Display {
        byte @Nullable [] of();
    }

    private boolean rewrite(WireMessage in, int header, MessageWriter out, Display display) {
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
            byte[] becomes = display.of();
            if (becomes == null) continue;
            out.put(bytes, copied, address.start);
            copied = address(out, bytes, address, becomes);
        }
        if (copied == in.lineFrom(header)) return false;
        out.put(bytes, copied, to).put(CRLF);
        return true;
    }

    private boolean sameUri(WireMessage in, byte[] party) {
        NameAddress from = in.from();
        return address.read(party, 0, party.length)
                && Ascii.same(in.bytes, from.uriFrom, from.uriTo, party, address.uriFrom, address.uriTo);
    }

    // --- what becomes of identities, by direction

    /**
     * Towards a PBX, for a caller that has a name.
     *
     * @param name in quotes, or null: none to write
     * @param known inside a dialog, the caller as the INVITE named him: another From is another person's (RFC 4916)
     */
    Identity naming(byte @Nullable [] name, String number, boolean dropAsserted, byte @Nullable [] known) {
        return new Identity() {
            @Override
            public byte @Nullable [] fromDisplay(WireMessage in) {
                return known == null || sameUri(in, known) ? name : null;
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
        };
    }

    /** Towards a trunk: no name of ours goes out. */
    Identity guarding(boolean dropAsserted) {
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
            public boolean write(WireMessage in, int header, MessageWriter out) {
                if (dropAsserted && in.kind(header) == HeaderKind.P_ASSERTED_IDENTITY) return true;
                return guarded(in, header, out);
            }
        };
    }
}
