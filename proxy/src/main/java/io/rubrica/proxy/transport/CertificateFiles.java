package io.rubrica.proxy.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys. Every failure is an IOException with a sentence for the operator, without secrets. */
final class CertificateFiles {
    private static final Pattern CERTIFICATE = block("CERTIFICATE");
    private static final Pattern KEY = block("PRIVATE KEY");
    private static final byte[] SAMPLE = "whose key is it?".getBytes(StandardCharsets.US_ASCII);

    /** What we prove ourselves with. */
    record Identity(PrivateKey key, X509Certificate[] chain) {}

    private CertificateFiles() {}

    private static Pattern block(String kind) {
        return Pattern.compile("-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]+)-----END " + kind + "-----");
    }

    /** Our own chain, ours first; every certificate in it must be valid now. */
    static X509Certificate[] certificates(Path file) throws IOException {
        X509Certificate[] chain = authorities(file);
        for (X509Certificate each : chain) {
            try {
                each.checkValidity();
            } catch (CertificateExpiredException over) {
                throw new IOException("a certificate in " + file + " expired on "
                        + each.getNotAfter().toInstant());
            } catch (CertificateNotYetValidException early) {
                throw new IOException("a certificate in " + file + " is not valid before "
                        + each.getNotBefore().toInstant());
            }
        }
        return chain;
    }

    /** Certificates, valid now or not: an authority that expires must not keep us from starting. */
    static X509Certificate[] authorities(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = CERTIFICATE.matcher(text(file));
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find())
                found.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(decoded(blocks.group(1), file))));
        } catch (CertificateException unreadable) {
            throw new IOException("a certificate in " + file + " cannot be read");
        }
        if (found.isEmpty())
            throw new IOException("there is no certificate in " + file + " (PEM, -----BEGIN CERTIFICATE-----)");
        return found.toArray(X509Certificate[]::new);
    }

    /** Our chain and the key that belongs to it. */
    static Identity identity(TlsSettings settings) throws IOException {
        X509Certificate[] chain = certificates(settings.certificate());
        PublicKey wanted = chain[0].getPublicKey();
        PrivateKey key = key(settings.key(), wanted.getAlgorithm());
        if (!belongs(key, wanted))
            throw new IOException(
                    "the key in " + settings.key() + " is not that of the certificate in " + settings.certificate());
        return new Identity(key, chain);
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        String text = text(file);
        Matcher block = KEY.matcher(text);
        if (!block.find()) {
            boolean other = text.contains("PRIVATE KEY-----");
            throw new IOException("there is no private key in " + file + " as PKCS #8 (-----BEGIN PRIVATE KEY-----)"
                    + (other ? "; this makes one: openssl pkcs8 -topk8 -nocrypt" : ""));
        }
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(decoded(block.group(1), file)));
        } catch (GeneralSecurityException wrong) {
            throw new IOException("the key in " + file + " is no " + algorithm + " key, as its certificate wants");
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey wanted) throws IOException {
        String scheme = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "RSASSA-PSS", "EdDSA", "Ed25519", "Ed448" -> key.getAlgorithm();
            default -> throw new IOException("keys of the kind " + key.getAlgorithm() + " are not used for TLS");
        };
        try {
            Signature signing = Signature.getInstance(scheme);
            signing.initSign(key);
            signing.update(SAMPLE);
            byte[] signed = signing.sign();
            signing.initVerify(wanted);
            signing.update(SAMPLE);
            return signing.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }

    private static byte[] decoded(String base64, Path file) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException damaged) {
            throw new IOException(file + " is damaged: it is not base64 between its lines");
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file);
        } catch (IOException unreadable) {
            throw new IOException("the file " + file + " may not be read");
        }
    }
}
