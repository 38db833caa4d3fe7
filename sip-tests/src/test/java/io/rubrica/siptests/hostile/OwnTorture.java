package io.rubrica.siptests.hostile;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Sip;
import java.util.ArrayList;
import java.util.List;

/** Messages that are cruel on purpose, where chance would take long to find them. */
final class OwnTorture {
    private OwnTorture() {}

    static List<byte[]> messages(Network network) {
        List<String> headers = List.of(
                "X: " + "a".repeat(60_000),
                "X: y\r\n".repeat(5_000),
                "Via: SIP/2.0/UDP a;branch=1\r\n".repeat(800),
                "Route: <sip:" + Network.text(network.address("proxy")) + ";lr>\r\n".repeat(2) + "Route: <>",
                "From: \"" + "\\".repeat(9_999),
                "From: \"" + "\\\"".repeat(4_000) + "\" <sip:a@b>;tag=1",
                "P-Asserted-Identity: " + "<sip:+447700900100@b>,".repeat(2_000),
                "Privacy: " + "id;".repeat(10_000),
                "Diversion: \"" + "x".repeat(50_000) + "\" <sip:a@b>",
                "Replaces: a;to-tag=;from-tag=",
                "Content-Length: 99999999999",
                "Max-Forwards: 256",
                "Max-Forwards: -1",
                "CSeq: 4294967296 INVITE",
                "Contact: <sip:" + "[".repeat(5_000),
                "Contact: *",
                "RAck: 1 1",
                ": no name",
                "no colon",
                " begins with a space");
        List<byte[]> messages = new ArrayList<>();
        for (String header : headers)
            for (String sender : List.of("trunk", "pbx", "stranger"))
                messages.add(Sip.bytes(invite(network, sender, header)));
        return messages;
    }

    private static String invite(Network network, String sender, String header) {
        String self = Network.text(network.address(sender));
        return String.join(
                "\r\n",
                "INVITE sip:201@" + Network.text(network.address("proxy")) + " SIP/2.0",
                "Via: SIP/2.0/UDP " + self + ";branch=z9hG4bK" + Integer.toHexString(header.hashCode()),
                header,
                "From: <sip:+447700900111@trunk.example.com>;tag=cruel",
                "To: <sip:201@office.example.com>",
                "Call-ID: cruel-" + Integer.toHexString(header.hashCode()),
                "CSeq: 1 INVITE",
                "Contact: <sip:" + self + ">",
                "Max-Forwards: 70",
                "",
                "");
    }
}
