package io.rubrica.siptests.wire;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JAIN-SIP's strict parser as the judge of what the proxy says. */
public final class StrictGrammar {
    static {
        CommonLogger.legacyLogger = new SilentJainLogger();
    }

    private StrictGrammar() {}

    /**
     * What is wrong with a message, or nothing.
     *
     * @param crossed header lines that somebody else wrote: what crosses byte for byte is not judged
     */
    public static Optional<String> complaint(byte[] message, Set<String> crossed) {
        return parseError(message).flatMap(first -> {
            String text = Sip.text(message);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) return Optional.of(first);
            String own = Stream.of(text.substring(0, end).split("\r\n(?![ \t])"))
                    .filter(line -> !crossed.contains(line))
                    .collect(Collectors.joining("\r\n"));
            return parseError(Sip.bytes(own + text.substring(end)));
        });
    }

    private static Optional<String> parseError(byte[] message) {
        try {
            SIPMessage read = new StringMsgParser()
                    .parseSIPMessage(message.clone(), true, true, (why, parsed, header, line, text) -> {
                        throw why;
                    });
            if (read == null) return Optional.of("it is empty");

            return Optional.empty();
        } catch (ParseException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }
}
