package io.rubrica.proxy.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What one must know to ask the admin listener from elsewhere than this machine. */
final class AdminToken {
    private static final String FILE = "admin.token";
    private static final int RANDOM_BYTES = 24;

    private final byte[] expected;

    private AdminToken(String token) {
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the token of a data folder; makes it when there is none yet. */
    static AdminToken in(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) PrivateFiles.write(file, random() + "\n");
        String token = Files.readString(file).strip();
        if (token.length() < 16) throw new IOException("the token in " + file + " is too short: remove the file");
        return new AdminToken(token);
    }

    /** Whether an Authorization header carries the token; takes as long whether or not it does. */
    boolean isIn(@Nullable String authorization) {
        return authorization != null && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
