package io.rubrica.proxy.transport;

import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a second is enough to see what goes wrong; a flood of them would be an attack of its own. */
final class OccasionalLog {
    private static final Logger LOG = LoggerFactory.getLogger(OccasionalLog.class);
    private static final long PAUSE = 1_000_000_000L;

    private final String listener;
    private long lastTold = System.nanoTime() - PAUSE;
    private long untold;

    OccasionalLog(String listener) {
        this.listener = listener;
    }

    /** @param sentence with places for the peer and, when given, for why */
    void tell(String sentence, InetSocketAddress peer, String... why) {
        if (!isDue()) return;
        String where = new HostPort(peer).toString();
        String said = sentence.replaceFirst("\\{}", where);
        if (why.length > 0) said = said.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(why[0]));
        LOG.warn("listener {}: {}{}", listener, said, more());
    }

    /** Our own mistake, with where it is. */
    void fault(InetSocketAddress peer, Throwable fault) {
        if (isDue())
            LOG.error("listener {}: a message from {} could not be worked on{}", listener, peer, more(), fault);
    }

    private boolean isDue() {
        long now = System.nanoTime();
        if (now - lastTold < PAUSE) {
            untold++;
            return false;
        }
        lastTold = now;
        return true;
    }

    private String more() {
        String more = untold == 0 ? "" : " (and " + untold + " lines like it)";
        untold = 0;
        return more;
    }
}
