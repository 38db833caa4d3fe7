package io.rubrica.proxy;

import io.rubrica.proxy.sip.digest.DigestCredentials;
import io.rubrica.proxy.trunk.CredentialSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whether a trunk's users and passwords can answer a challenge. No sentence holds a password. */
final class CredentialCheck {
    private final BiConsumer<String, String> mistakes;

    CredentialCheck(BiConsumer<String, String> mistakes) {
        this.mistakes = mistakes;
    }

    /** @param trunk the path of the trunk, such as {@code trunks[0]} */
    void check(String trunk, List<CredentialSettings> credentials) {
        Set<String> realms = new HashSet<>();
        for (int i = 0; i < credentials.size(); i++) {
            String path = trunk + ".credentials[" + i + "]";
            CredentialSettings each = credentials.get(i);
            if (each.realm().isBlank()) mistakes.accept(path + ".realm", "the realm is empty");
            else if (!realms.add(each.realm()))
                mistakes.accept(path + ".realm", "there are two users for the realm \"" + each.realm() + "\"");
            if (!DigestCredentials.isUser(each.username()))
                mistakes.accept(path + ".username", "a user without quotes and backslashes is expected");
            if (each.password().isEmpty()) mistakes.accept(path + ".password", "the password is empty");
        }
    }
}
