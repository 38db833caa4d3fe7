package io.rubrica.proxy.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** How one listener secures its connections. What it proves itself with may be changed while it works. */
final class Tls {
    /** Those with forward secrecy and authenticated encryption; every TLS of the last ten years has them. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]+");
    private static final int LONGEST_REASON = 200;

    private record Contexts(SslContext forPeers, SslContext forUs) {}

    private final TlsSettings settings;
    private final Executor handshakes;
    private volatile Contexts contexts;

    private Tls(TlsSettings settings, Executor handshakes) throws IOException {
        this.settings = settings;
        this.handshakes = handshakes;
        contexts = read(settings);
    }

    /**
     * @param handshakes computes them, away from the event loop
     * @throws IOException with a sentence, when the files cannot be used
     */
    static Tls of(TlsSettings settings, Executor handshakes) throws IOException {
        return new Tls(settings, handshakes);
    }

    /** Reads the files again; what is returned takes them into use. */
    Runnable readAgain() throws IOException {
        Contexts fresh = read(settings);
        return () -> contexts = fresh;
    }

    private static Contexts read(TlsSettings settings) throws IOException {
        CertificateFiles.Identity identity = CertificateFiles.identity(settings);
        X509Certificate[] trusted = settings.trust() == null ? null : CertificateFiles.authorities(settings.trust());
        try {
            SslContextBuilder forPeers = SslContextBuilder.forServer(identity.key(), identity.chain())
                    .clientAuth(
                            switch (settings.clientCertificates()) {
                                case NONE -> ClientAuth.NONE;
                                case WANTED -> ClientAuth.OPTIONAL;
                                case REQUIRED -> ClientAuth.REQUIRE;
                            });
            // The names are compared by RFC 5922, which is stricter than what browsers do.
            SslContextBuilder forUs = SslContextBuilder.forClient()
                    .keyManager(identity.key(), identity.chain())
                    .endpointIdentificationAlgorithm(null);
            return new Contexts(built(forPeers, trusted), built(forUs, trusted));
        } catch (SSLException unusable) {
            throw new IOException(
                    "the certificate in " + settings.certificate() + " cannot be used: " + reason(unusable));
        }
    }

    private static SslContext built(SslContextBuilder builder, X509Certificate @Nullable [] trusted)
            throws SSLException {
        if (trusted != null) builder.trustManager(trusted);
        return builder.sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(CIPHERS)
                .build();
    }

    /** What encrypts a connection. */
    SslHandler handler(ByteBufAllocator allocator, Connection connection, Duration limit) {
        Contexts now = contexts;
        InetSocketAddress peer = connection.remote;
        SslHandler handler = connection.ours
                ? now.forUs().newHandler(allocator, peer.getHostString(), peer.getPort(), handshakes)
                : now.forPeers().newHandler(allocator, handshakes);
        handler.setHandshakeTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }

    /** Whether those who connect may prove who they are. */
    boolean asksForNames() {
        return settings.clientCertificates() != TlsSettings.ClientCertificates.NONE;
    }

    /**
     * What the other end has to prove. A bare address must be proven as such where anybody's certificate is believed: all
     * that the authorities that Java comes with tell is that somebody has a name.
     */
    String nameToProve(InetSocketAddress destination) {
        String host = destination.getHostString();
        boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        if (!literal) return host.toLowerCase(Locale.ROOT);
        return settings.trust() == null ? NetUtil.toAddressString(destination.getAddress()) : "";
    }

    /** Why something failed, fit for a log: the other end may have had a say in the words. */
    static String reason(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null && cause.getCause() != cause) cause = cause.getCause();
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String plain = UNPRINTABLE.matcher(said).replaceAll("?");
        return plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON) : plain;
    }
}
