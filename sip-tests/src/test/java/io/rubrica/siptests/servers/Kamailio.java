package io.rubrica.siptests.servers;

import io.rubrica.siptests.running.Program;
import io.rubrica.siptests.wire.Certificate;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Kamailio that is the PBX of a small office, a carrier at which one registers, or one that asks for a password. */
final class Kamailio implements AutoCloseable {
    private final Program program;

    private Kamailio(Program program) {
        this.program = program;
    }

    /**
     * @param self where it listens
     * @param proxy where it sends calls to numbers that begin with a plus
     * @param side what it speaks, with the proxy and with phones
     * @param certificate how it proves who it is, over TLS
     */
    static Kamailio start(
            Path folder, InetSocketAddress self, InetSocketAddress proxy, Side side, @Nullable Certificate certificate)
            throws IOException {
        String text = Resource.text("kamailio.cfg")
                .replace("{streams}", streams(self, side, certificate))
                .replace("{listen}", side.transport() + ":" + Network.text(self))
                .replace("{rubrica}", "sip:" + Network.text(proxy) + ";transport=" + side.transport())
                .replace("{rubrica-ip}", Network.host(proxy))
                .replace("{rubrica-port}", Integer.toString(proxy.getPort()));
        return start(folder, text);
    }

    /**
     * A carrier that knows one customer's password, and one subscriber.
     *
     * @param transport how it speaks with the proxy in calls
     * @param algorithm of its digest: MD5 or SHA-256
     */
    static Kamailio registrar(
            Path folder,
            InetSocketAddress self,
            InetSocketAddress proxy,
            String transport,
            InetSocketAddress subscriber,
            String algorithm,
            String password)
            throws IOException {
        return start(
                folder,
                Resource.text("registrar.cfg")
                        .replace("{listen}", Network.text(self))
                        .replace("{self}", "sip:" + Network.text(self))
                        .replace("{rubrica}", "sip:" + Network.text(proxy) + ";transport=" + transport)
                        .replace("{subscriber}", "sip:" + Network.text(subscriber))
                        .replace("{algorithm}", algorithm)
                        .replace("{password}", password));
    }

    /**
     * A carrier that lets the proxy do nothing without the password, and sends its calls to a subscriber.
     *
     * @param algorithm of its digest: MD5 or SHA-256
     */
    static Kamailio carrier(
            Path folder,
            InetSocketAddress self,
            InetSocketAddress proxy,
            InetSocketAddress subscriber,
            String algorithm,
            String password)
            throws IOException {
        return start(
                folder,
                Resource.text("carrier-with-a-password.cfg")
                        .replace("{listen}", "udp:" + Network.text(self))
                        .replace("{rubrica-ip}", Network.host(proxy))
                        .replace("{rubrica-port}", Integer.toString(proxy.getPort()))
                        .replace("{subscriber}", Network.text(subscriber))
                        .replace("{algorithm}", algorithm)
                        .replace("{password}", password));
    }

    private static Kamailio start(Path folder, String text) throws IOException {
        Path configuration = Files.writeString(folder.resolve("kamailio.cfg"), text);
        return new Kamailio(Program.start(
                "kamailio",
                folder,
                List.of(
                        "kamailio",
                        "-DD",
                        "-E",
                        "-f",
                        configuration.toString(),
                        "-Y",
                        folder.toString(),
                        "-w",
                        folder.toString(),
                        "-P",
                        folder.resolve("kamailio.pid").toString(),
                        "-m",
                        "64",
                        "-M",
                        "8")));
    }

    private static String streams(InetSocketAddress self, Side side, @Nullable Certificate certificate) {
        if (!side.isStream()) return "disable_tcp=yes";
        // Else its connections come from another address, where nobody knows it.
        String tcp = "tcp_children=1\ntcp_source_ipv4=" + Network.host(self) + "\n";
        if (!side.isSecure() || certificate == null) return tcp;
        // What it speaks by itself OpenSSL 3 refuses.
        return tcp + """
                enable_tls=yes
                loadmodule "tls.so"
                modparam("tls", "certificate", "%s")
                modparam("tls", "private_key", "%s")
                modparam("tls", "ca_list", "%s")
                modparam("tls", "verify_certificate", 1)
                modparam("tls", "tls_method", "TLSv1.2+")
                """.formatted(certificate.certificate(), certificate.key(), certificate.certificate());
    }

    String log() {
        return program.log();
    }

    @Override
    public void close() {
        program.close();
    }
}
