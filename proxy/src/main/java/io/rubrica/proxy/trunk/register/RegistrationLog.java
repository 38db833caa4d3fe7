package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.transport.HostPort;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change: a registration that fails all night for the same reason is told once. */
final class RegistrationLog {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationLog.class);

    private final Account account;
    private boolean registered;
    private @Nullable Setback told;
    private boolean toldWhileRegistered;
    private int status;

    RegistrationLog(Account account) {
        this.account = account;
    }

    void registered(Hop at, long seconds) {
        if (!registered || told != null)
            LOG.info(
                    "trunk {}: {} is registered at {} for {} s",
                    account.trunk(),
                    account.aor(),
                    new HostPort(at.address()),
                    seconds);
        registered = true;
        told = null;
    }

    void lostItsConnection() {
        LOG.info(
                "trunk {}: the connection to the registrar is gone; {} registers anew", account.trunk(), account.aor());
    }

    /** The answer that the next failure is about. */
    void refusedWith(int answer) {
        status = answer;
    }

    /** @param still whether an earlier registration still holds */
    void failed(Setback why, String realm, boolean still, long wait) {
        boolean same = why == told && still == toldWhileRegistered;
        registered = still;
        told = why;
        toldWhileRegistered = still;
        int said = status;
        status = 0;
        if (same) return;
        String detail = why == Setback.UNKNOWN_REALM ? " (\"" + realm + "\")" : said == 0 ? "" : " (" + said + ")";
        LOG.warn(
                "trunk {}: {} {}: {}{}; tried again in {} s",
                account.trunk(),
                account.aor(),
                still ? "could not be registered anew" : "is not registered",
                why.sentence(),
                detail,
                wait / 1_000);
    }
}
