package io.rubrica.proxy.sip;

/**
 * A 2xx to INVITE that we send again ourselves until its ACK comes (RFC 3261, 13.3.1.4): who answered came over TCP and says it
 * once, who asked came over UDP and may have missed it.
 */
public final class Repetition extends TimerWheel.Timer {
    private final ServerTransaction transaction;
    private final byte[] answer;
    private final long giveUpAt;
    private long interval = Timers.T1;

    Repetition(ServerTransaction transaction, byte[] answer) {
        this.transaction = transaction;
        this.answer = answer;
        giveUpAt = transaction.layer.now() + Timers.TRANSACTION;
        set(interval);
    }

    private void set(long time) {
        transaction.layer.wheel().set(this, transaction.layer.now(), time);
    }

    @Override
    protected void fire() {
        if (transaction.layer.now() >= giveUpAt) return;
        transaction.layer.servers.repeated(transaction, answer);
        interval = Math.min(interval * 2, Timers.T2);
        set(interval);
    }

    /** The ACK came, or nobody waits for it any more. */
    public void stop() {
        transaction.layer.wheel().cancel(this);
    }
}
