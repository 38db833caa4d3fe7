package io.rubrica.proxy.trunk.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactTokensTest {
    private static final String AOR = "sip:alice@carrier.example";

    @TempDir
    Path folder;

    @Test
    void tokens_stay_the_same_over_restarts() throws IOException {
        String token = ContactTokens.in(folder).of("carrier", AOR);
        assertEquals(token, ContactTokens.in(folder).of("carrier", AOR));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("register.secret"))));
    }

    @Test
    void each_account_and_each_proxy_has_its_own() throws IOException {
        ContactTokens tokens = ContactTokens.in(folder);
        assertNotEquals(tokens.of("carrier", AOR), tokens.of("carrier2", AOR));
        assertNotEquals(tokens.of("carrier", AOR), tokens.of("carrier", "sip:bob@carrier.example"));
        assertNotEquals(
                tokens.of("carrier", AOR),
                ContactTokens.in(Files.createDirectory(folder.resolve("other"))).of("carrier", AOR));
    }

    @Test
    void a_secret_that_was_cut_short_is_made_anew() throws IOException {
        Files.write(folder.resolve("register.secret"), new byte[3]);
        String token = ContactTokens.in(folder).of("carrier", AOR);
        assertEquals(16, token.length());
        assertEquals(token, ContactTokens.in(folder).of("carrier", AOR));
    }
}
