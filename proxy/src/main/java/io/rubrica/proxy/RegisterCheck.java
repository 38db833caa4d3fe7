package io.rubrica.proxy;

import io.rubrica.proxy.transport.ListenerSettings;
import io.rubrica.proxy.transport.Transport;
import io.rubrica.proxy.trunk.AddressOfRecord;
import io.rubrica.proxy.trunk.RegisterSettings;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether trunks can be registered as they want to be; one after the other is shown to it. */
final class RegisterCheck {
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofDays(1);
    private static final Pattern CONTACT_USER = Pattern.compile("[A-Za-z0-9+_.-]{0,64}");

    private final BiConsumer<String, String> mistakes;
    private final Map<AddressOfRecord, String> accounts = new HashMap<>();

    RegisterCheck(BiConsumer<String, String> mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * @param path of the trunk, such as {@code trunks[0]}
     * @param listener the one that it uses, where that is known
     */
    void check(String path, TrunkSettings trunk, @Nullable ListenerSettings listener) {
        RegisterSettings register = trunk.register();
        if (register == null) return;
        if (register.expires().compareTo(LEAST) < 0 || register.expires().compareTo(MOST) > 0)
            mistakes.accept(path + ".register.expires", "a time from 10s to 1d is expected");
        if (!CONTACT_USER.matcher(register.contactUser()).matches())
            mistakes.accept(path + ".register.contact-user", "letters, digits and + - _ . are expected");
        if (register.aor().secure() && listener != null && listener.address().transport() != Transport.TLS)
            mistakes.accept(path + ".register.aor", "a sips: account needs a listener on tls:");
        String other = accounts.putIfAbsent(register.aor(), trunk.name());
        if (other != null) mistakes.accept(path + ".register.aor", "the trunk \"" + other + "\" registers it already");
    }
}
