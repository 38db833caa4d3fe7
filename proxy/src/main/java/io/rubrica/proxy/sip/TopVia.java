package io.rubrica.proxy.sip;

/** The first value of the first Via, seen in its bytes (RFC 3261, 20.42). One instance is filled again and again. */
public final class TopVia {
    private static final byte[] BRANCH = Ascii.bytes("branch");
    private static final byte[] RPORT = Ascii.bytes("rport");
    private static final byte[] ALIAS = Ascii.bytes("alias");
    private static final byte[] SIP = Ascii.bytes("sip/");

    public int start;
    public int end;
    public int hostFrom;
    public int hostTo;
    /** The port of sent-by, or -1. */
    public int port;

    public int branchFrom;
    public int branchTo;
    /** The end of an empty {@code rport} parameter (RFC 3581), or -1. */
    public int emptyRportTo;
    /** Whether the connection may be used for requests to the sender (RFC 5923). */
    public boolean alias;
    /** Whether sent-by could be read: then there is somebody to answer, whatever the parameters are. */
    boolean hasSentBy;

    /** Reads it; false when it cannot be certified. */
    public boolean read(byte[] in, int from, int to) {
        start = Ascii.skipSpace(in, from, to);
        branchFrom = branchTo = start;
        emptyRportTo = -1;
        alias = false;
        hasSentBy = false;
        port = -1;
        int version = start + SIP.length;
        if (version >= to || !Ascii.says(in, start, version, SIP)) return false;
        int at = Ascii.indexOf(in, version, to, '/') + 1;
        if (at == 0 || !Ascii.isToken(in, version, at - 1)) return false;
        int transport = at;
        while (at < to && !Ascii.isSpace(in[at])) at++;
        if (!Ascii.isToken(in, transport, at)) return false;
        return readSentBy(in, Ascii.skipSpace(in, at, to), to);
    }

    private boolean readSentBy(byte[] in, int from, int to) {
        hostFrom = from;
        int at = from;
        if (at < to && in[at] == '[') {
            at = Ascii.indexOf(in, at, to, ']') + 1;
            if (at == 0) return false;
        } else {
            while (at < to && in[at] != ':' && in[at] != ';' && in[at] != ',' && !Ascii.isSpace(in[at])) at++;
        }
        hostTo = at;
        if (hostTo == hostFrom || !SipUri.isPlainHost(in, hostFrom, hostTo)) return false;
        at = Ascii.skipSpace(in, at, to);
        end = hostTo;
        if (at < to && in[at] == ':') {
            int digits = Ascii.skipSpace(in, at + 1, to);
            at = digits;
            while (at < to && in[at] >= '0' && in[at] <= '9') at++;
            long number = Ascii.number(in, digits, at);
            if (number < 1 || number > 65535) return false;
            port = (int) number;
            end = at;
            at = Ascii.skipSpace(in, at, to);
        }
        hasSentBy = true;
        return readParams(in, at, to);
    }

    private boolean readParams(byte[] in, int from, int to) {
        boolean rport = false;
        int at = from;
        while (at < to && in[at] != ',') {
            if (in[at] != ';') return false;
            int name = Ascii.skipSpace(in, at + 1, to);
            at = name;
            while (at < to && in[at] != '=' && in[at] != ';' && in[at] != ',' && !Ascii.isSpace(in[at])) at++;
            int nameTo = at;
            if (!Ascii.isToken(in, name, nameTo)) return false;
            at = Ascii.skipSpace(in, at, to);
            end = nameTo;
            boolean isRport = Ascii.says(in, name, nameTo, RPORT);
            if (isRport && rport) return false;
            rport |= isRport;
            alias |= Ascii.says(in, name, nameTo, ALIAS);
            if (at < to && in[at] == '=') {
                int value = Ascii.skipSpace(in, at + 1, to);
                at = value;
                if (at < to && in[at] == '"') {
                    at = NameAddress.closingQuote(in, at, to) + 1;
                    if (at == 0) return false;
                } else {
                    while (at < to && in[at] != ';' && in[at] != ',' && !Ascii.isSpace(in[at])) at++;
                }
                // A parenthesis might begin a comment, as RFC 2543 allowed.
                if (at == value || in[value] != '"' && Ascii.indexOf(in, value, at, '(') >= 0) return false;
                end = at;
                if (Ascii.says(in, name, nameTo, BRANCH)) {
                    if (branchTo > branchFrom) return false;
                    branchFrom = value;
                    branchTo = at;
                }
                at = Ascii.skipSpace(in, at, to);
            } else if (isRport) {
                emptyRportTo = nameTo;
            }
        }
        return true;
    }

    /** Whether the branch begins with the magic cookie of RFC 3261. */
    boolean hasMagicCookie(byte[] in) {
        return branchTo - branchFrom > 7 && Ascii.says(in, branchFrom, branchFrom + 7, COOKIE);
    }

    private static final byte[] COOKIE = Ascii.bytes("z9hg4bk");
}
