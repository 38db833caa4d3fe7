package io.rubrica.proxy.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a connection to open; bounded, since the peer may never answer. */
final class Backlog {
    private static final int MOST_MESSAGES = 256;
    private static final int MOST_BYTES = 512 * 1024;

    private record Waiting(byte[] message, @Nullable Runnable failed) {}

    private List<Waiting> waiting = new ArrayList<>(1);
    private int bytes;

    /** Keeps a copy; false: there is no room. */
    boolean keep(byte[] from, int begin, int end, @Nullable Runnable failed) {
        if (waiting.size() == MOST_MESSAGES || bytes + end - begin > MOST_BYTES) return false;
        bytes += end - begin;
        waiting.add(new Waiting(Arrays.copyOfRange(from, begin, end), failed));
        return true;
    }

    void sendTo(Connection open) {
        for (Waiting each : taken()) open.send(each.message, 0, each.message.length, each.failed);
    }

    /** None of it will be sent. */
    void fail() {
        for (Waiting each : taken()) if (each.failed != null) each.failed.run();
    }

    // Whoever hears of a failure may send again at once.
    private List<Waiting> taken() {
        List<Waiting> all = waiting;
        waiting = new ArrayList<>(1);
        bytes = 0;
        return all;
    }
}
