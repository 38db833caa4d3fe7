package io.rubrica.proxy.sip;

/** The methods that are told apart; every other one is {@link #OTHER} and crosses inside dialogs all the same. */
public enum Method {
    INVITE,
    ACK,
    BYE,
    CANCEL,
    OPTIONS,
    PRACK,
    UPDATE,
    INFO,
    REFER,
    NOTIFY,
    SUBSCRIBE,
    MESSAGE,
    PUBLISH,
    REGISTER,
    OTHER;

    private final byte[] token = Ascii.bytes(name());

    /** Methods are case-sensitive (RFC 3261, 7.1). */
    static Method of(byte[] in, int from, int to) {
        for (Method method : VALUES) {
            byte[] token = method.token;
            if (token.length == to - from && Ascii.same(in, from, to, token, 0, token.length)) return method;
        }
        return OTHER;
    }

    private static final Method[] VALUES = {
        INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE, INFO, REFER, NOTIFY, SUBSCRIBE, MESSAGE, PUBLISH, REGISTER
    };
}
