package io.rubrica.proxy.transport;

import io.rubrica.directory.settings.Default;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a TLS listener proves who it is, and whom it believes.
 *
 * @param certificate our certificate and those between it and its authority, in PEM, ours first
 * @param key its private key, in PEM (PKCS #8)
 * @param trust the authorities that we believe, in PEM; null: those that Java comes with
 * @param clientCertificates whether a peer that connects has to show a certificate
 */
public record TlsSettings(
        Path certificate,
        Path key,
        @Nullable Path trust,
        @Default("none") ClientCertificates clientCertificates) {

    /** Whether peers that connect to us prove who they are. */
    public enum ClientCertificates {
        /** They are not asked. */
        NONE,
        /** They are asked, and may say no. */
        WANTED,
        /** Without one there is no connection. */
        REQUIRED
    }

    /**
     * Looks into the files.
     *
     * @param mistakes told the setting ({@code certificate}, {@code key}, {@code trust}) and a sentence
     */
    public void check(BiConsumer<String, String> mistakes) {
        try {
            CertificateFiles.certificates(certificate);
            try {
                CertificateFiles.identity(this);
            } catch (IOException wrong) {
                mistakes.accept("key", sentence(wrong));
            }
        } catch (IOException wrong) {
            mistakes.accept("certificate", sentence(wrong));
        }
        try {
            if (trust != null) CertificateFiles.authorities(trust);
        } catch (IOException wrong) {
            mistakes.accept("trust", sentence(wrong));
        }
    }

    private static String sentence(IOException wrong) {
        return Objects.requireNonNullElse(wrong.getMessage(), "the file cannot be used");
    }
}
