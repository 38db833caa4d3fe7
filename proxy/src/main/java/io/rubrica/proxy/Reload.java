package io.rubrica.proxy;

import io.rubrica.proxy.admin.CommandHandler;
import io.rubrica.proxy.admin.CommandReply;
import io.rubrica.proxy.admin.CommandRequest;
import io.rubrica.proxy.settings.MistakenSettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings file again while calls go on. Everything is taken or nothing: a mistake anywhere, or a change to what
 * only a restart can change, leaves the proxy as it was.
 */
final class Reload implements CommandHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** What takes new settings. */
    @FunctionalInterface
    interface Taker {
        /** @throws IOException when they cannot be taken, with a sentence for the operator; nothing is changed then */
        void take(Settings settings) throws IOException;
    }

    private final @Nullable Path file;
    private final Taker taker;
    private Settings current;

    /** @param file where the settings came from; null: from flags, which cannot be read again */
    Reload(@Nullable Path file, Settings current, Taker taker) {
        this.file = file;
        this.current = current;
        this.taker = taker;
    }

    @Override
    public synchronized int handle(CommandRequest request, CommandReply reply) throws IOException {
        if (file == null) throw new IOException("this proxy was started without a settings file");
        long began = System.nanoTime();
        Settings settings = read(file, reply);
        List<String> fixed = onlyByRestart(settings);
        if (!fixed.isEmpty())
            throw new IOException(
                    "nothing was changed: " + String.join(", ", fixed) + " can only be changed by a restart");
        taker.take(settings);
        current = settings;
        String told = "settings are taken from " + file + ", in " + (System.nanoTime() - began) / 1_000_000 + " ms";
        LOG.info("{}", told);
        reply.line(told);
        return 0;
    }

    private static Settings read(Path file, CommandReply reply) throws IOException {
        try {
            return SettingsCheck.read(file);
        } catch (MistakenSettingsException mistaken) {
            for (String mistake : String.valueOf(mistaken.getMessage()).split("\n")) {
                LOG.warn("{}", mistake);
                reply.line(mistake);
            }
            throw new IOException("nothing was changed: the settings have mistakes", mistaken);
        }
    }

    private List<String> onlyByRestart(Settings settings) {
        List<String> fixed = new ArrayList<>();
        if (!Objects.equals(settings.listen(), current.listen())) fixed.add("listen");
        if (!Objects.equals(settings.data(), current.data())) fixed.add("data");
        if (!Objects.equals(settings.admin(), current.admin())) fixed.add("admin");
        return fixed;
    }
}
