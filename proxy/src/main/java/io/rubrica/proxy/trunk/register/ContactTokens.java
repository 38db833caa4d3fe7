package io.rubrica.proxy.trunk.register;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.Ids;
import io.rubrica.proxy.sip.SipHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The user part of each account's Contact. Nobody guesses it, and it stays the same over restarts, so that calls find
 * their account even before the first registration of this process. For one thread.
 */
public final class ContactTokens {
    private static final int SECRET_BYTES = 16;
    private static final int USE = 31;

    private final SipHash hash;

    private ContactTokens(byte[] secret) {
        ByteBuffer words = ByteBuffer.wrap(secret);
        hash = new SipHash(words.getLong(), words.getLong());
    }

    /**
     * By the secret of a data folder, which is made where there is none.
     *
     * @throws IOException when it can neither be read nor written
     */
    public static ContactTokens in(Path data) throws IOException {
        Path file = data.resolve("register.secret");
        byte[] kept = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        return new ContactTokens(kept.length == SECRET_BYTES ? kept : written(file));
    }

    private static byte[] written(Path file) throws IOException {
        byte[] fresh = fresh();
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out = Files.newByteChannel(
                unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer left = ByteBuffer.wrap(fresh);
            while (left.hasRemaining()) out.write(left);
        }
        Files.move(unfinished, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return fresh;
    }

    private static byte[] fresh() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** That last for this process only. */
    public static ContactTokens passing() {
        return new ContactTokens(fresh());
    }

    /** The token of an account: 16 hexadecimal digits. */
    String of(String trunk, String aor) {
        byte[] name = Ascii.bytes(trunk);
        byte[] account = Ascii.bytes(aor);
        byte[] digits = Ids.hex(hash.of(USE, name, 0, name.length, account, 0, account.length));
        return Ascii.text(digits, 0, digits.length);
    }
}
