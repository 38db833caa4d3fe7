package io.rubrica.proxy.sip;

/** What is wrong with a message that cannot be worked with. The words are those of counters; the phrases go into 400s. */
public enum Flaw {
    NOT_SIP("Not SIP"),
    BAD_START_LINE("Bad Start Line"),
    BAD_HEADER_LINE("Bad Header Line"),
    NUL_BYTE("NUL Byte In Headers"),
    DUPLICATE_HEADER("Duplicate Header"),
    MISSING_HEADER("Missing Header"),
    BAD_VIA("Bad Via"),
    BAD_ADDRESS("Bad Address"),
    BAD_CSEQ("Bad CSeq"),
    BAD_CONTENT_LENGTH("Bad Content-Length"),
    BAD_MAX_FORWARDS("Bad Max-Forwards"),
    TOO_MANY_HEADERS("Too Many Headers"),
    BAD_VERSION("Version Not Supported");

    private final String phrase;

    Flaw(String phrase) {
        this.phrase = phrase;
    }

    /** The reason phrase of the answer. */
    public String phrase() {
        return phrase;
    }

    /** The status of the answer. */
    public int status() {
        return this == BAD_VERSION ? 505 : 400;
    }

    /** The word in counters. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
