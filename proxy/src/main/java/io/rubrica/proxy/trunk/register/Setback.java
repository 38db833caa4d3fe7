package io.rubrica.proxy.trunk.register;

import java.util.Locale;

/** Why a registration did not come about. */
public enum Setback {
    UNKNOWN_HOST("the DNS knows no server of that name", false),
    UNREACHABLE("the registrar cannot be reached", false),
    SILENT("the registrar does not answer", false),
    OVERLOADED("the registrar is overloaded (503)", false),
    SERVER_ERROR("the registrar has failed", false),
    REFUSED("the registrar refuses", true),
    WRONG_PASSWORD("the registrar does not accept the password", true),
    UNKNOWN_REALM("there are no credentials for the realm that the registrar asks for", true),
    TOO_MANY_QUESTIONS("the registrar asks without end", true),
    NOT_KEPT("the registrar says yes and keeps nothing", false);

    private final String sentence;
    private final boolean lasting;

    Setback(String sentence, boolean lasting) {
        this.sentence = sentence;
        this.lasting = lasting;
    }

    String sentence() {
        return sentence;
    }

    /** Whether asking again soon would change nothing. */
    boolean isLasting() {
        return lasting;
    }

    /** Its word in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a final answer without a meaning of its own says. */
    static Setback of(int status) {
        if (status == 503) return OVERLOADED;
        if (status == 408) return SILENT;
        return status >= 500 && status < 600 ? SERVER_ERROR : REFUSED;
    }
}
