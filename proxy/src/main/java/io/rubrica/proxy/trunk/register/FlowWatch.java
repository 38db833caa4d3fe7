package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Hop;
import io.rubrica.proxy.sip.TimerWheel;
import io.rubrica.proxy.sip.Transactions;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the connection that a registration was made over is still there. Behind a NAT calls come in by no other
 * way, and a carrier tells nobody that it has closed it (RFC 5626, 4.4).
 */
final class FlowWatch extends TimerWheel.Timer {
    private static final long INTERVAL = 30_000;

    private final Transactions transactions;
    private final Runnable lost;
    private @Nullable Hop watched;
    private boolean seen;

    /** @param lost what is done when it is gone */
    FlowWatch(Transactions transactions, Runnable lost) {
        this.transactions = transactions;
        this.lost = lost;
    }

    /** Watches the connection to there, if connections lead there at all. */
    void watch(Hop hop) {
        if (!hop.listener().isReliable()) return;
        if (!hop.equals(watched)) seen = false;
        watched = hop;
        again();
    }

    void stop() {
        transactions.wheel().cancel(this);
    }

    private void again() {
        transactions.wheel().set(this, transactions.now(), INTERVAL);
    }

    @Override
    protected void fire() {
        Hop hop = watched;
        if (hop == null) return;
        if (hop.listener().isConnectedTo(hop.address())) {
            seen = true;
            again();
        } else if (seen) {
            // Once, for a carrier that closes each connection soon does not want to be asked all the time.
            seen = false;
            lost.run();
        }
    }
}
