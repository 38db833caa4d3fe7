package io.rubrica.proxy.sip;

import org.jspecify.annotations.Nullable;

/** The headers that Rubrica reads, writes or drops; every other one is {@link #OTHER} and crosses untouched. */
public enum HeaderKind {
    VIA("via", "v"),
    FROM("from", "f", true),
    TO("to", "t", true),
    CALL_ID("call-id", "i", true),
    CSEQ("cseq", null, true),
    CONTACT("contact", "m"),
    MAX_FORWARDS("max-forwards", null, true),
    ROUTE("route", null),
    RECORD_ROUTE("record-route", null),
    CONTENT_LENGTH("content-length", "l", true),
    P_ASSERTED_IDENTITY("p-asserted-identity", null),
    P_PREFERRED_IDENTITY("p-preferred-identity", null),
    REMOTE_PARTY_ID("remote-party-id", null),
    PRIVACY("privacy", null),
    DIVERSION("diversion", null),
    HISTORY_INFO("history-info", null),
    REFERRED_BY("referred-by", "b"),
    REFER_TO("refer-to", "r"),
    REPLACES("replaces", null),
    JOIN("join", null),
    TARGET_DIALOG("target-dialog", null),
    RACK("rack", null),
    RSEQ("rseq", null),
    PROXY_REQUIRE("proxy-require", null),
    REQUIRE("require", null),
    PATH("path", null),
    SERVICE_ROUTE("service-route", null),
    AUTHORIZATION("authorization", null),
    PROXY_AUTHORIZATION("proxy-authorization", null),
    WWW_AUTHENTICATE("www-authenticate", null),
    PROXY_AUTHENTICATE("proxy-authenticate", null),
    AUTHENTICATION_INFO("authentication-info", null),
    PROXY_AUTHENTICATION_INFO("proxy-authentication-info", null),
    IDENTITY("identity", "y"),
    SESSION_EXPIRES("session-expires", "x"),
    EVENT("event", "o"),
    EXPIRES("expires", null),
    MIN_EXPIRES("min-expires", null),
    RETRY_AFTER("retry-after", null),
    P_CALLED_PARTY_ID("p-called-party-id", null),
    SUBSCRIPTION_STATE("subscription-state", null),
    OTHER("", null);

    private final byte[] name;
    private final int compact;
    private final boolean single;

    HeaderKind(String name, @Nullable String compact) {
        this(name, compact, false);
    }

    HeaderKind(String name, @Nullable String compact, boolean single) {
        this.name = Ascii.bytes(name);
        this.compact = compact == null ? -1 : compact.charAt(0);
        this.single = single;
    }

    /** Whether a message with two of it is undecodable. */
    boolean single() {
        return single;
    }

    private static final HeaderKind[] COMPACT = new HeaderKind[128];
    private static final HeaderKind[][] BY_LENGTH = new HeaderKind[32][];

    static {
        for (int length = 0; length < BY_LENGTH.length; length++) {
            int wanted = length;
            BY_LENGTH[length] = java.util.Arrays.stream(values())
                    .filter(kind -> kind != OTHER && kind.name.length == wanted)
                    .toArray(HeaderKind[]::new);
        }
        java.util.Arrays.fill(COMPACT, OTHER);
        for (HeaderKind kind : values()) if (kind.compact >= 0) COMPACT[kind.compact] = kind;
    }

    /** The kind that a header's name says, long or compact form, in any case. */
    static HeaderKind of(byte[] in, int from, int to) {
        int length = to - from;
        if (length == 1) {
            int c = Ascii.lower(in[from]);
            return c >= 0 ? COMPACT[c] : OTHER;
        }
        if (length >= BY_LENGTH.length) return OTHER;
        for (HeaderKind kind : BY_LENGTH[length]) if (Ascii.says(in, from, to, kind.name)) return kind;
        return OTHER;
    }
}
