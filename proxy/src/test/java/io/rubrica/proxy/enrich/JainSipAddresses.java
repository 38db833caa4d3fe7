package io.rubrica.proxy.enrich;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.address.Address;

/** Another implementation's opinion of what a display name says. */
final class JainSipAddresses {
    static {
        CommonLogger.legacyLogger = (StackLogger) Proxy.newProxyInstance(
                StackLogger.class.getClassLoader(),
                new Class<?>[] {StackLogger.class},
                (logger, method, arguments) -> method.getReturnType() == boolean.class
                        ? (Object) false
                        : method.getReturnType() == int.class ? 0 : null);
    }

    private static final String URI = "sip:+12025550100@trunk.example";

    private JainSipAddresses() {}

    /** The text of a quoted display name before an address, escapes undone; throws when there is more or less to it. */
    static String displayName(byte[] quoted) throws ParseException {
        String header = new String(quoted, StandardCharsets.UTF_8) + " <" + URI + ">";
        Address address = new AddressFactoryImpl().createAddress(header);
        if (!address.getURI().toString().equals(URI)) throw new ParseException("the name ate the address", 0);
        return unescaped(address.getDisplayName());
    }

    private static String unescaped(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) == '\\') i++;
            text.append(quoted.charAt(i));
        }
        return text.toString();
    }
}
