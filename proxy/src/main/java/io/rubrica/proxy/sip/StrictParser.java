package io.rubrica.proxy.sip;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.parser.ParserFactory;
import java.lang.reflect.Proxy;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * JAIN-SIP as the judge of header values that the quick view does not certify. Costs some microseconds and much garbage;
 * ordinary messages never come here.
 */
final class StrictParser {
    private static final int LONGEST = 4096;

    static {
        // Without a logger of ours its static initialisers want log4j. This one says "off" to every question.
        CommonLogger.legacyLogger = (StackLogger) Proxy.newProxyInstance(
                StackLogger.class.getClassLoader(),
                new Class<?>[] {StackLogger.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class
                        ? (Object) false
                        : method.getReturnType() == int.class ? (Object) 0 : null);
    }

    /**
     * The header's line in canonical form, CRLF included, or null when it is against the grammar.
     *
     * @param name the header's long name
     */
    byte @Nullable [] canonical(String name, byte[] in, int from, int to) {
        if (to - from > LONGEST) return null;
        // Folds are white space (RFC 3261, 7.3.1); the parser wants them gone.
        String value = Ascii.text(in, from, to).replaceAll("\r\n[ \t]+", " ");
        try {
            return Ascii.bytes(ParserFactory.createParser(name + ": " + value + "\n")
                    .parse()
                    .toString());
        } catch (ParseException againstTheGrammar) {
            return null;
        } catch (RuntimeException | Error confused) {
            // Its lexer fails in many ways on hostile input; every one of them is a refusal.
            if (confused instanceof VirtualMachineError) throw confused;
            return null;
        }
    }
}
