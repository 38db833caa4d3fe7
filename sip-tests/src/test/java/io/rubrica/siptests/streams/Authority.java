package io.rubrica.siptests.streams;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Somebody who signs certificates; all files lie in one folder, as {@code NAME.crt} and {@code NAME.key}. */
final class Authority {
    private final Path folder;
    private final String name;

    private Authority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** One that nobody is above. */
    static Authority root(Path folder, String name) throws IOException {
        request(folder, name, "-x509", "-days", "2", "-out", name + ".crt");
        return new Authority(folder, name);
    }

    /** One below this, which signs in its name. */
    Authority intermediate(String below) throws IOException {
        sign(below, "basicConstraints=critical,CA:TRUE");
        return new Authority(folder, below);
    }

    /** A certificate for a host. */
    void issue(String host) throws IOException {
        sign(host, "subjectAltName=DNS:" + host);
    }

    /** Where its certificate is. */
    Path certificate() {
        return folder.resolve(name + ".crt");
    }

    /** For somebody in Java who believes this authority and no other. */
    SSLContext believer() throws IOException {
        try (InputStream in = Files.newInputStream(certificate())) {
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            believed.setCertificateEntry(
                    name, CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    private void sign(String whose, String extension) throws IOException {
        request(folder, whose, "-out", whose + ".csr");
        Path extensions = Files.writeString(folder.resolve(whose + ".ext"), extension + "\n");
        OpenSsl.run(
                folder,
                "x509",
                "-req",
                "-in",
                whose + ".csr",
                "-CA",
                name + ".crt",
                "-CAkey",
                name + ".key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                extensions.toString(),
                "-out",
                whose + ".crt");
    }

    private static void request(Path folder, String whose, String... further) throws IOException {
        String[] usual = {
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=" + whose,
            "-keyout",
            whose + ".key"
        };
        String[] all = Arrays.copyOf(usual, usual.length + further.length);
        System.arraycopy(further, 0, all, usual.length, further.length);
        OpenSsl.run(folder, all);
    }
}
