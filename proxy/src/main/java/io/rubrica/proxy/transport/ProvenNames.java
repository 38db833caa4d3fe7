package io.rubrica.proxy.transport;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The SIP domains that a certificate speaks for (RFC 5922, 7.1), and its addresses; in lower case. */
final class ProvenNames {
    private static final int DNS = 2;
    private static final int URI_NAME = 6;
    private static final int ADDRESS = 7;

    private ProvenNames() {}

    /** What the other end has proven; nothing where it showed no certificate. */
    static Set<String> of(ChannelPipeline pipeline) {
        SslHandler handler = pipeline.get(SslHandler.class);
        if (handler == null) return Set.of();
        try {
            Certificate[] chain = handler.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first ? of(first) : Set.of();
        } catch (SSLPeerUnverifiedException anonymous) {
            return Set.of();
        }
    }

    static Set<String> of(X509Certificate certificate) {
        Set<String> domains = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) for (List<?> name : names) sort(name, domains, addresses);
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
        // Only a certificate without a name of that kind may be read the old way (RFC 5922, 7.1).
        if (domains.isEmpty()) commonNames(certificate, domains);
        domains.addAll(addresses);
        return Set.copyOf(domains);
    }

    private static void sort(List<?> name, Set<String> domains, Set<String> addresses) {
        String value = String.valueOf(name.get(1));
        switch ((Integer) name.get(0)) {
            case DNS -> domain(value, domains);
            case URI_NAME -> sipUri(value, domains);
            case ADDRESS -> addresses.add(NetUtil.toAddressString(HostPort.address(value)));
            default -> {
                // Names a person or a mailbox.
            }
        }
    }

    /** A wildcard speaks for no SIP domain (RFC 5922, 7.2), so it stays out. */
    private static void domain(String name, Set<String> domains) {
        if (!name.isEmpty() && name.indexOf('*') < 0) domains.add(name.toLowerCase(Locale.ROOT));
    }

    /** A URI with a user names that user and not the domain (RFC 5922, 7.1). */
    private static void sipUri(String text, Set<String> domains) {
        try {
            URI uri = new URI(text);
            String rest = uri.getSchemeSpecificPart();
            boolean sip = "sip".equalsIgnoreCase(uri.getScheme());
            if (!sip || rest == null || rest.indexOf('@') >= 0) return;
            domain(rest.split("[:;?]", 2)[0], domains);
        } catch (URISyntaxException unreadable) {
            // Then it names nobody.
        }
    }

    private static void commonNames(X509Certificate certificate, Set<String> domains) {
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns())
                if (part.getType().equalsIgnoreCase("CN")) domain(String.valueOf(part.getValue()), domains);
        } catch (InvalidNameException unreadable) {
            // Then it names nobody.
        }
    }
}
