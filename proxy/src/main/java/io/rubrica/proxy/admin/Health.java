package io.rubrica.proxy.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Whether the proxy does its work, and if not, why; safe from any thread. */
public final class Health {
    private final Map<String, BooleanSupplier> troubles = new LinkedHashMap<>();
    private final AtomicBoolean started = new AtomicBoolean();

    /**
     * Adds something that may be wrong.
     *
     * @param reason a few words for the operator, such as {@code draining}
     */
    public synchronized void troubleWhen(String reason, BooleanSupplier isSo) {
        troubles.put(reason, isSo);
    }

    /** Says that calls are accepted from now on. */
    public void started() {
        started.set(true);
    }

    /** What is wrong; empty when healthy. */
    synchronized List<String> troubles() {
        return troubles.entrySet().stream()
                .filter(each -> each.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether calls are or were accepted. */
    public boolean isStarted() {
        return started.get();
    }
}
