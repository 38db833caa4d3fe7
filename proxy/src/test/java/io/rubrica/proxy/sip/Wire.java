package io.rubrica.proxy.sip;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Messages for tests, written with plain line ends. */
public final class Wire {
    private Wire() {}

    /** The bytes of a message whose lines end in CRLF. */
    public static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A message in which no flaw is. */
    public static WireMessage message(String text) {
        WireMessage message = new WireMessage();
        byte[] bytes = bytes(text);
        Flaw flaw = message.read(bytes, 0, bytes.length);
        if (flaw != null) throw new AssertionError(flaw + " in\n" + text);
        return message;
    }

    /** What is wrong with a message, or null. */
    static @Nullable Flaw flaw(String text) {
        return flaw(bytes(text));
    }

    static @Nullable Flaw flaw(byte[] bytes) {
        return new WireMessage().read(bytes, 0, bytes.length);
    }

    /** The value of a message's first header of a kind. */
    static String value(WireMessage message, HeaderKind kind) {
        int header = message.first(kind);
        if (header < 0) throw new AssertionError("no " + kind);
        return message.text(message.valueFrom(header), message.valueTo(header));
    }

    /** An ordinary request; further header lines and the body may be added. */
    static String request(String method, String further, String body) {
        return """
            %s sip:+12025550123@proxy.example SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-77
            Max-Forwards: 70
            From: "Ada" <sip:+12025550100@trunk.example>;tag=a1
            To: <sip:+12025550123@proxy.example>
            Call-ID: one@192.0.2.7
            CSeq: 17 %s
            %sContent-Length: %d

            %s""".formatted(method, method, further, bytes(body).length, body);
    }

    public static String invite() {
        return request("INVITE", "", "");
    }
}
