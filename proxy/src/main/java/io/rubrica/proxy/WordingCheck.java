package io.rubrica.proxy;

import io.rubrica.proxy.trunk.HeaderSettings;
import io.rubrica.proxy.trunk.TrunkSettings;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Whether what trunks add to messages, and take from them, leaves messages that everybody can read. */
final class WordingCheck {
    private static final int LONGEST_VALUE = 512;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    /** What each leg has in its own words, what the body is read by, and what is signed (sip-rules: what a leg owns). */
    private static final Set<String> OWNED = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "max-forwards",
            "route",
            "record-route",
            "content-length",
            "content-type",
            "content-encoding",
            "rack",
            "rseq",
            "replaces",
            "join",
            "target-dialog",
            "refer-to",
            "require",
            "proxy-require",
            "path",
            "service-route",
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "identity");

    /** What says who is calling is written by the rules of trust and privacy alone. */
    private static final Set<String> TRUST = Set.of("p-asserted-identity", "privacy");

    private static final Set<String> CALLERS = Set.of("p-preferred-identity", "remote-party-id");

    private final BiConsumer<String, String> mistakes;

    WordingCheck(BiConsumer<String, String> mistakes) {
        this.mistakes = mistakes;
    }

    void check(Settings settings) {
        for (int i = 0; i < settings.trunks().size(); i++) {
            String path = "trunks[" + i + "]";
            TrunkSettings trunk = settings.trunks().get(i);
            headers(path + ".headers.towards-trunk", trunk.headers().towardsTrunk());
            headers(path + ".headers.towards-pbx", trunk.headers().towardsPbx());
        }
    }

    private void headers(String path, HeaderSettings.Change change) {
        change.add().forEach((name, value) -> {
            String at = path + ".add." + name;
            if (isName(at, name) && CALLERS.contains(name.toLowerCase(Locale.ROOT)))
                mistakes.accept(at, name + " says who is calling, and is not added to what a caller said");
            value(at, value);
        });
        for (int i = 0; i < change.remove().size(); i++)
            isName(path + ".remove[" + i + "]", change.remove().get(i));
    }

    private boolean isName(String path, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches()) mistakes.accept(path, "\"" + name + "\" cannot be a header's name");
        else if (name.length() == 1) mistakes.accept(path, "the long name of the header \"" + name + "\" is expected");
        else if (OWNED.contains(lower))
            mistakes.accept(path, name + " belongs to the call itself and is not for rules");
        else if (TRUST.contains(lower))
            mistakes.accept(path, name + " is a matter of \"trusted\" and of the caller's wish");
        else return true;
        return false;
    }

    private void value(String path, String value) {
        if (value.isBlank() || !value.equals(value.strip()))
            mistakes.accept(path, "a value without space around it is expected");
        else if (value.chars().anyMatch(Character::isISOControl))
            mistakes.accept(path, "a header's value stands on one line, without control characters");
        else if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE)
            mistakes.accept(path, "a header's value has at most " + LONGEST_VALUE + " bytes here");
    }
}
