package io.rubrica.proxy.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates that vouch for themselves, made by the JDK's own keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private Certificates() {}

    /** Writes {@code NAME.crt} and {@code NAME.key}; {@code names} as keytool writes them: {@code dns:a,uri:sip:b}. */
    static void make(Path folder, String name, String names, String... further) throws Exception {
        Path store = Files.createTempDirectory(folder, "store").resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "it",
                "-dname",
                "CN=" + name,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        if (!names.isEmpty()) command.addAll(List.of("-ext", "san=" + names));
        command.addAll(List.of(further));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) throw new IOException(said);
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        pem(
                folder.resolve(name + ".crt"),
                "CERTIFICATE",
                made.getCertificate("it").getEncoded());
        pem(
                folder.resolve(name + ".key"),
                "PRIVATE KEY",
                made.getKey("it", PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    static TlsSettings settings(Path folder, String name, String trusted, TlsSettings.ClientCertificates asked) {
        return new TlsSettings(
                folder.resolve(name + ".crt"), folder.resolve(name + ".key"), folder.resolve(trusted), asked);
    }
}
