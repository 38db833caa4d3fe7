package io.rubrica.proxy.command;

import io.rubrica.directory.sync.ProgressBar;
import io.rubrica.proxy.Proxy;
import io.rubrica.proxy.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A proxy in this process, stopped in good order however the process ends. */
final class RunningProxy implements AutoCloseable {
    private final @Nullable TemporaryFolder temporary;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Proxy proxy;

    private RunningProxy(@Nullable TemporaryFolder temporary) {
        this.temporary = temporary;
    }

    /**
     * Starts a proxy, with a bar for each source that takes a while.
     *
     * @param file where the settings came from, for a reload; null: from flags
     * @param temporary a folder that goes when the proxy does, or null
     */
    static RunningProxy start(
            Settings settings, @Nullable Path file, @Nullable TemporaryFolder temporary, Terminal terminal)
            throws IOException {
        RunningProxy running = new RunningProxy(temporary);
        // Before the start, which may take long enough for somebody to lose patience.
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
        List<ProgressBar> bars = new ArrayList<>();
        try {
            running.is(Proxy.start(settings, file, source -> {
                bars.forEach(ProgressBar::close);
                ProgressBar bar = new ProgressBar(terminal.err(), terminal.errIsScreen(), source, System::nanoTime);
                bars.add(bar);
                return bar;
            }));
            return running;
        } catch (IOException | RuntimeException failed) {
            running.close();
            throw failed;
        } finally {
            bars.forEach(ProgressBar::close);
        }
    }

    /** Waits for SIGTERM or Ctrl-C. */
    void untilStopped() {
        try {
            stopped.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (proxy != null) proxy.close();
            proxy = null;
            if (temporary != null) temporary.close();
        } catch (IOException left) {
            System.err.println("rubrica: the temporary folder could not be removed: " + left.getMessage());
        } finally {
            stopped.countDown();
        }
    }

    private synchronized void is(Proxy started) {
        proxy = started;
    }
}
