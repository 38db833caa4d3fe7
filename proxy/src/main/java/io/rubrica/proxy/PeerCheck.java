package io.rubrica.proxy;

import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.transport.TlsSettings;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.trunk.CallLimits;
import io.rubrica.proxy.trunk.NumberSettings;
import io.rubrica.proxy.trunk.PbxSettings;
import io.rubrica.proxy.trunk.PeerAddress;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether trunks and PBXs can be told apart, and whether the listeners that they name exist. */
final class PeerCheck {
    private static final String NO_COUNTRY = "numbers in the national form need a country";
    private static final Pattern DOMAIN =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private static final Duration LEAST_CHECK_INTERVAL = Duration.ofSeconds(5);

    private final Settings settings;
    private final BiConsumer<String, String> mistakes;
    private final List<String> listeners;

    PeerCheck(Settings settings, BiConsumer<String, String> mistakes) {
        this.settings = settings;
        this.mistakes = mistakes;
        this.listeners = settings.listen().stream()
                .map(ListenerSettings::name)
                .distinct()
                .toList();
    }

    /** @param listenersAreWhole false when a listener could not be read, so that its name may not be missed */
    void check(boolean listenersAreWhole) {
        Map<String, String> trunkNames = new HashMap<>();
        Map<String, String> pbxNames = new HashMap<>();
        Map<Object, TrunkSettings> taken = new HashMap<>();
        RegisterCheck registrations = new RegisterCheck(mistakes);
        for (int i = 0; i < settings.trunks().size(); i++) {
            String path = "trunks[" + i + "]";
            TrunkSettings trunk = settings.trunks().get(i);
            name(trunkNames, "trunks", trunk.name(), path);
            if (listenersAreWhole) listener(trunk.listener(), path);
            if (listenersAreWhole) alsoOn(trunk.alsoOn(), path);
            addresses(taken, trunk, path);
            pbxNames(trunk, path);
            tlsNames(trunk, path);
            largeRequests(trunk.largeRequests(), path);
            limits(trunk, path + ".limits");
            checkInterval(trunk.checkInterval(), path);
            presentation(trunk, path);
            new CredentialCheck(mistakes).check(path, trunk.credentials());
            registrations.check(path, trunk, listening(listenerOf(trunk.listener())));
        }
        for (int i = 0; i < settings.pbx().size(); i++) {
            String path = "pbx[" + i + "]";
            PbxSettings pbx = settings.pbx().get(i);
            name(pbxNames, "PBXs", pbx.name(), path);
            if (listenersAreWhole) listener(pbx.listener(), path);
            if (listenersAreWhole) alsoOn(pbx.alsoOn(), path);
            if (pbx.priority() < 0) mistakes.accept(path + ".priority", "a priority is 0 or more");
            if (pbx.weight() < 0) mistakes.accept(path + ".weight", "a weight is 0 or more");
            checkInterval(pbx.checkInterval(), path);
            trunkAtTheSameAddress(pbx, path);
            largeRequests(pbx.largeRequests(), path);
        }
    }

    private void name(Map<String, String> names, String kind, String name, String path) {
        if (name.isBlank()) mistakes.accept(path + ".name", "the name is empty");
        else if (names.put(name, path) != null)
            mistakes.accept(path + ".name", "two " + kind + " are named \"" + name + "\"");
    }

    private void listener(String name, String path) {
        if (name.isEmpty() && listeners.size() > 1)
            mistakes.accept(
                    path, "\"listener\" is needed where there are several: one of " + String.join(", ", listeners));
        if (!name.isEmpty() && !listeners.contains(name))
            mistakes.accept(
                    path + ".listener",
                    "no listener is named \"" + name + "\""
                            + (listeners.isEmpty() ? "" : "; there is " + String.join(", ", listeners)));
    }

    private void alsoOn(List<String> names, String path) {
        for (int i = 0; i < names.size(); i++)
            if (!listeners.contains(names.get(i)))
                mistakes.accept(
                        path + ".also-on[" + i + "]",
                        "no listener is named \"" + names.get(i) + "\"; there is " + String.join(", ", listeners));
    }

    private void addresses(Map<Object, TrunkSettings> taken, TrunkSettings trunk, String path) {
        boolean registers = trunk.register() != null;
        boolean named = trunk.target() != null && !trunk.target().isLiteral();
        if (trunk.addresses().isEmpty() && trunk.tlsNames().isEmpty() && !registers && !named)
            mistakes.accept(path + ".addresses", "the trunk \"" + trunk.name() + "\" has no address");
        if (trunk.addresses().isEmpty() && trunk.target() == null && !registers)
            mistakes.accept(path + ".target", "without addresses a target is needed, for calls out");
        for (int i = 0; i < trunk.addresses().size(); i++) {
            PeerAddress address = trunk.addresses().get(i);
            TrunkSettings other = taken.putIfAbsent(List.of(listenerOf(trunk.listener()), address), trunk);
            // Accounts at one carrier are told apart by their Contacts.
            if (other != null && !(registers && other.register() != null))
                mistakes.accept(
                        path + ".addresses[" + i + "]",
                        "the trunk \"" + other.name() + "\" has the same address on the same listener");
        }
    }

    private void tlsNames(TrunkSettings trunk, String path) {
        if (trunk.tlsNames().isEmpty()) return;
        ListenerSettings listener = listening(listenerOf(trunk.listener()));
        if (listener == null) return;
        TlsSettings tls = listener.tls();
        if (tls == null || tls.clientCertificates() == TlsSettings.ClientCertificates.NONE)
            mistakes.accept(
                    path + ".tls-names",
                    "names are proven only on a TLS listener whose client-certificates are wanted or required");
    }

    private void presentation(TrunkSettings trunk, String path) {
        NumberSettings numbers = trunk.numbers();
        boolean withoutCountry = trunk.country().isEmpty() && settings.country().isEmpty();
        if (withoutCountry && numbers.called() == NumberSettings.Form.NATIONAL)
            mistakes.accept(path + ".numbers.called", NO_COUNTRY);
        if (withoutCountry && numbers.caller() == NumberSettings.Form.NATIONAL)
            mistakes.accept(path + ".numbers.caller", NO_COUNTRY);
        if (!numbers.prefix().matches("[0-9*]{0,16}"))
            mistakes.accept(path + ".numbers.prefix", "a prefix has at most 16 digits and stars");
        if (!numbers.prefix().isEmpty() && numbers.called() == NumberSettings.Form.E164)
            mistakes.accept(path + ".numbers.prefix", "nothing can stand before the plus of a number in the form e164");
        if (!trunk.fromDomain().isEmpty() && !DOMAIN.matcher(trunk.fromDomain()).matches())
            mistakes.accept(
                    path + ".from-domain", "a host, or host:port, is expected, not \"" + trunk.fromDomain() + "\"");
    }

    private void largeRequests(String name, String path) {
        if (name.isEmpty()) return;
        ListenerSettings listener = listening(name);
        if (listener == null || listener.address().transport() != Transport.TCP)
            mistakes.accept(path + ".large-requests", "no TCP listener is named \"" + name + "\"");
    }

    private void checkInterval(Duration interval, String path) {
        if (!interval.isZero() && interval.compareTo(LEAST_CHECK_INTERVAL) < 0)
            mistakes.accept(path + ".check-interval", "0s (never), or 5s or more is expected");
    }

    private void limits(TrunkSettings trunk, String path) {
        CallLimits limits = trunk.limits();
        if (limits.maxCalls() < 0) mistakes.accept(path + ".max-calls", "0 (no limit) or more is expected");
        if (limits.maxCallsPerSecond() < 0)
            mistakes.accept(path + ".max-calls-per-second", "0 (no limit) or more is expected");
        if (trunk.redirectClient() && (limits.maxCalls() > 0 || limits.maxCallsPerSecond() > 0))
            mistakes.accept(path, "the calls of a redirect-client go on elsewhere, so nothing is limited here");
    }

    private @Nullable ListenerSettings listening(String name) {
        return settings.listen().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void pbxNames(TrunkSettings trunk, String path) {
        for (int i = 0; i < trunk.pbx().size(); i++) {
            String name = trunk.pbx().get(i);
            if (settings.pbx().stream().noneMatch(pbx -> pbx.name().equals(name)))
                mistakes.accept(path + ".pbx[" + i + "]", "no PBX is named \"" + name + "\"");
        }
    }

    // A PBX's messages may come from any port, so only a trunk that names another port can share its address.
    private void trunkAtTheSameAddress(PbxSettings pbx, String path) {
        for (TrunkSettings trunk : settings.trunks()) {
            if (!listenerOf(trunk.listener()).equals(listenerOf(pbx.listener()))) continue;
            // Who has a name is told apart when it is known.
            if (!pbx.address().isLiteral()) continue;
            InetSocketAddress socket = pbx.address().socket();
            if (trunk.addresses().stream().anyMatch(address -> address.covers(socket)))
                mistakes.accept(
                        path + ".address",
                        "the trunk \"" + trunk.name() + "\" has this address on the same listener: nobody could tell"
                                + " who calls");
        }
    }

    private String listenerOf(String name) {
        return name.isEmpty() && listeners.size() == 1 ? listeners.get(0) : name;
    }
}
