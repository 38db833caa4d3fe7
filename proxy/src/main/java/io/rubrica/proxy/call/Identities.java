package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.MessageWriter;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.WireMessage;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the headers that say who somebody is, by direction: names are written towards a PBX, and none of ours goes
 * out to a trunk. For one event loop.
 */
final class Identities {
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] ASSERTED = Ascii.bytes("P-Asserted-Identity: ");
    private static final byte[] OPEN = Ascii.bytes(" <");
    private static final byte[] CLOSE = Ascii.bytes(">\r\n");

    private final NameAddress address = new NameAddress();
    private final CallerHeaders headers;
    private final WrittenNames written;
    private final CallCounters counters;

    Identities(CallerHeaders headers, WrittenNames written, CallCounters counters) {
        this.headers = headers;
        this.written = written;
        this.counters = counters;
    }

    /** Writes a header with the name on every value that carries the number; false: there was none, nothing written. */
    private boolean named(WireMessage in, int header, MessageWriter out, byte[] name, String number) {
        return rewrite(
                in,
                header,
                out,
                () -> {
                    String user = headers.user(in.bytes, address);
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
        byte[] before = written.before(headers.user(in, party), party.display(in));
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
            copied = CallerHeaders.address(out, bytes, address, newDisplay, newUri);
        }
        if (copied == in.lineFrom(header)) return false;
        out.put(bytes, copied, to).put(CRLF);
        return true;
    }

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
                return known == null || headers.sameUri(in, in.from(), known) ? name : null;
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
