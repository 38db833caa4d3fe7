package io.rubrica.proxy.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.parser.ParserFactory;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Another implementation's opinion of headers and messages. */
public final class JainSip {
    static {
        // Its static initialisers want a logger; the strict parser's class gives them one.
        new StrictParser().canonical("CSeq", new byte[0], 0, 0);
    }

    private JainSip() {}

    /** A header as JAIN-SIP reads it (the first value of several), or null when it refuses. */
    static @Nullable SIPHeader header(String name, String value) {
        try {
            SIPHeader parsed = ParserFactory.createParser(name + ": " + unfolded(value) + "\n")
                    .parse();
            return parsed instanceof SIPHeaderList<?> list ? (SIPHeader) list.getFirst() : parsed;
        } catch (ParseException | RuntimeException refused) {
            return null;
        }
    }

    private static String unfolded(String value) {
        return value.replaceAll("\r\n[ \t]+", " ").strip();
    }

    /** A URI as JAIN-SIP writes it, or null when it refuses. */
    static @Nullable String uri(String text) {
        try {
            return new AddressFactoryImpl().createURI(text).toString();
        } catch (ParseException | RuntimeException refused) {
            return null;
        }
    }

    /** Complains when a message does not parse strictly, every header of it. */
    public static void mustParse(byte[] message) {
        // It does not know this compact form (RFC 3892, 2).
        byte[] known = Ascii.bytes(Ascii.text(message, 0, message.length).replace("\r\nb: ", "\r\nReferred-By: "));
        try {
            new StringMsgParser().parseSIPMessage(known, true, true, (exception, parsed, headerClass, text, whole) -> {
                throw exception;
            });
        } catch (ParseException | RuntimeException refused) {
            throw new AssertionError(
                    "JAIN-SIP refuses (" + refused.getMessage() + "):\n" + new String(message, StandardCharsets.UTF_8),
                    refused);
        }
    }
}
