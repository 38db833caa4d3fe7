package io.rubrica.proxy;

import io.rubrica.directory.number.NumberPlan;
import io.rubrica.proxy.settings.MistakenSettingsException;
import io.rubrica.proxy.settings.SettingsFile;
import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.transport.TlsSettings;
import io.rubrica.proxy.transport.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What no room can see alone: whether the parts of the settings fit together. */
public final class SettingsCheck {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private static final Duration LEAST_PROBE_INTERVAL = Duration.ofMinutes(1);
    private static final int LEAST_DIALOGS = 100;
    private static final int MOST_DIALOGS = 5_000_000;

    private final Settings settings;
    private final BiConsumer<String, String> mistakes;

    private SettingsCheck(Settings settings, BiConsumer<String, String> mistakes) {
        this.settings = settings;
        this.mistakes = mistakes;
    }

    /**
     * Reads and checks a settings file.
     *
     * @throws MistakenSettingsException with every mistake of every kind and its line
     */
    public static Settings read(Path file) throws MistakenSettingsException {
        SettingsFile<Settings> read = SettingsFile.read(file, Settings.class);
        read.settings().ifPresent(settings -> check(settings, read::mistake, read::isWhole));
        return read.orThrow();
    }

    /**
     * Checks settings, wherever they come from.
     *
     * @param mistakes told the path of the setting (such as {@code trunks[0].listener}) and what is wrong
     * @param whole whether everything at a path could be read; what could not is not missed a second time
     */
    public static void check(Settings settings, BiConsumer<String, String> mistakes, Predicate<String> whole) {
        SettingsCheck check = new SettingsCheck(settings, mistakes);
        check.somebodyIsThere(whole);
        check.listeners();
        new PeerCheck(settings, mistakes).check(whole.test("listen"));
        check.countries();
        check.calls();
        new CallerIdCheck(mistakes).check(settings);
        new WordingCheck(mistakes).check(settings);
        check.files();
    }

    private void somebodyIsThere(Predicate<String> whole) {
        if (settings.listen().isEmpty() && whole.test("listen"))
            mistakes.accept("listen", "no listener: without one nobody can call");
        if (settings.trunks().isEmpty() && whole.test("trunks"))
            mistakes.accept("trunks", "no trunk: without one no call comes in");
        // Who only asks for names has his calls put through elsewhere.
        boolean ringing = settings.trunks().stream().anyMatch(trunk -> !trunk.redirectClient());
        if (settings.pbx().isEmpty() && (ringing || settings.trunks().isEmpty()) && whole.test("pbx"))
            mistakes.accept("pbx", "no PBX: without one no phone rings");
    }

    private void listeners() {
        Map<Object, String> names = new HashMap<>();
        Map<Object, String> addresses = new HashMap<>();
        List<ListenerSettings> listen = settings.listen();
        for (int i = 0; i < listen.size(); i++) {
            String path = "listen[" + i + "]";
            ListenerSettings each = listen.get(i);
            if (names.put(each.name(), path) != null)
                mistakes.accept(path + ".name", "two listeners are named \"" + each.name() + "\"");
            if (addresses.put(each.address(), path) != null)
                mistakes.accept(path + ".address", "two listeners on " + each.address());
            if (each.advertise().chars().anyMatch(Character::isWhitespace))
                mistakes.accept(path + ".advertise", "a host, or host:port, is expected");
            TlsSettings tls = each.tls();
            if (tls != null && each.address().transport() != Transport.TLS)
                mistakes.accept(
                        path + ".tls",
                        "a tls section is for a listener on tls:, not on "
                                + each.address().transport().word() + ":");
            else if (tls != null) tls.check((setting, message) -> mistakes.accept(path + ".tls." + setting, message));
        }
    }

    private void countries() {
        country("country", settings.country());
        for (int i = 0; i < settings.trunks().size(); i++)
            country("trunks[" + i + "].country", settings.trunks().get(i).country());
        settings.sources()
                .forEach((name, source) ->
                        country("sources." + name + ".csv.country", source.csv().country()));
    }

    private void calls() {
        if (settings.calls().probeInterval().compareTo(LEAST_PROBE_INTERVAL) < 0)
            mistakes.accept("calls.probe-interval", "each call would be asked all the time; at least 1m is expected");
        int dialogs = settings.calls().maxDialogs();
        if (dialogs < LEAST_DIALOGS || dialogs > MOST_DIALOGS)
            mistakes.accept(
                    "calls.max-dialogs", "a number from " + LEAST_DIALOGS + " to " + MOST_DIALOGS + " is expected");
    }

    private void country(String path, String country) {
        if (country.isEmpty() || isKnown(country)) return;
        String upper = country.toUpperCase(Locale.ROOT);
        String hint = isKnown(upper) ? "; did you mean \"" + upper + "\"?" : "; write two letters, such as IT";
        mistakes.accept(path, "\"" + country + "\" is not a country" + hint);
    }

    private static boolean isKnown(String country) {
        if (!COUNTRIES.contains(country)) return false;
        try {
            NumberPlan.of(country);
            return true;
        } catch (IllegalArgumentException withoutNumberPlan) {
            return false;
        }
    }

    private void files() {
        if (Files.exists(settings.data()) && !Files.isDirectory(settings.data()))
            mistakes.accept("data", settings.data() + " is not a folder");
        settings.sources().forEach((name, source) -> {
            Path file = source.csv().file();
            if (!Files.isRegularFile(file))
                mistakes.accept("sources." + name + ".csv.file", "there is no file " + file);
            else if (!Files.isReadable(file))
                mistakes.accept("sources." + name + ".csv.file", "the file " + file + " may not be read");
        });
    }
}
