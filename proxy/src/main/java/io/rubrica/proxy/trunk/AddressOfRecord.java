package io.rubrica.proxy.trunk;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.NameAddress;
import io.rubrica.proxy.sip.SipUri;

/**
 * What a carrier knows an account by, as in {@code sip:447700900123@carrier.example} (RFC 3261, 10.1).
 *
 * @param secure whether it is a sips: URI
 * @param user as it is written in a URI
 * @param host as it is written in a URI, IPv6 in brackets
 * @param port the port, or -1
 */
public record AddressOfRecord(boolean secure, String user, String host, int port) {
    /**
     * Reads a sip: or sips: URI with nothing but user and host, and perhaps a port.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static AddressOfRecord parse(String text) {
        byte[] bytes = Ascii.bytes("<" + text + ">");
        NameAddress address = new NameAddress();
        SipUri uri = new SipUri();
        boolean readable = address.read(bytes, 0, bytes.length)
                && address.end == bytes.length
                && uri.read(bytes, address.uriFrom, address.uriTo)
                && uri.userTo > uri.userFrom
                && uri.userTo + 1 == uri.hostFrom
                && uri.hostPortTo == uri.end;
        String host = readable ? uri.host(bytes) : null;
        if (host == null)
            throw new IllegalArgumentException("an address of record is written sip:USER@HOST, not " + text);
        return new AddressOfRecord(
                uri.scheme == SipUri.Scheme.SIPS, Ascii.text(bytes, uri.userFrom, uri.userTo), host, uri.port);
    }

    /** Where it is registered: the URI of its domain (RFC 3261, 10.2). */
    public String domainUri() {
        return (secure ? "sips:" : "sip:") + host + (port < 0 ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return (secure ? "sips:" : "sip:") + user + "@" + host + (port < 0 ? "" : ":" + port);
    }
}
