package io.rubrica.proxy.sip;

import java.util.Random;

/** Values of Via, made at random: most of them legal, some changed a little. */
final class ViaValues {
    private static final String[] SENT_BY = {
        "192.0.2.7", "192.0.2.7:5060", "192.0.2.7 : 5080", "pbx.example.com:5061", "[2001:db8::7]", "[2001:db8::7]:5060"
    };
    private static final String[] PARAMETERS = {
        ";branch=z9hG4bK1a2b",
        ";branch=1",
        ";rport",
        ";rport=5062",
        ";received=192.0.2.9",
        ";ttl=16",
        ";maddr=192.0.2.8",
        " ; x = \"a,b;c\"",
        ";alias",
        ";keep=30"
    };

    private ViaValues() {}

    static String make(Random random) {
        StringBuilder value = new StringBuilder("SIP/2.0/").append(one(new String[] {"UDP", "TCP", "TLS"}, random));
        value.append(' ').append(one(SENT_BY, random));
        for (int i = random.nextInt(4); i > 0; i--) value.append(one(PARAMETERS, random));
        if (random.nextInt(4) == 0) value.append(" , SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKother;rport");
        for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) AddressValues.mutate(value, random);
        return value.toString();
    }

    private static String one(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }
}
