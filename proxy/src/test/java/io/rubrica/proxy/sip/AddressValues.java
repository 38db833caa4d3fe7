package io.rubrica.proxy.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Values of From, To, Contact and their kin, made at random: most of them legal, some changed a little. */
final class AddressValues {
    private static final String[] DISPLAYS = {
        "",
        "",
        "Ada",
        "Ada Lovelace",
        "A.-!%*_+`'~",
        "\"\"",
        "\"Ada\"",
        "\"Ada \\\"Countess\\\" Lovelace\"",
        "\"back\\\\slash\"",
        "\"<sip:eve@example.org>\"",
        "\"a;tag=9, b\"",
        "\"J\u00fcrgen \u0416 \ud83d\ude00\"",
        "\" \"",
        "\"Ada\" ",
        "Ada  M "
    };
    private static final String[] URIS = {
        "sip:ada@example.com",
        "sip:+12025550100@trunk.example;user=phone",
        "sip:+12025550100;npdi;rn=+12025550199@trunk.example",
        "sip:+12025550100;phone-context=+1@trunk.example:5080",
        "sips:ada:secret@example.com;transport=tls",
        "sip:192.0.2.1",
        "sip:ada@[2001:db8::1]:5060",
        "sip:%41da%22@example.com",
        "sip:ada@example.com;lr;x=%22;maddr=192.0.2.9",
        "sip:ada@example.com?Subject=tea&Priority=urgent",
        "tel:+12025550100",
        "tel:5550100;phone-context=example.com",
        "tel:+1-202-555-0100;verstat=TN-Validation-Passed",
        "urn:service:sos",
        "sip:anonymous@anonymous.invalid",
        "sip:&=+$,;?/@example.com",
        "sip:*31#5550100@example.com",
        "sip:a(b)c@ex_ample.com"
    };
    private static final String[] PARAMETERS = {
        ";tag=a1",
        ";tag=9fxced76sl",
        " ; tag = b2",
        ";expires=60",
        ";q=0.5",
        ";lr",
        ";x=\"a;b,c\"",
        ";x=\"q\\\"\"",
        ";+sip.instance=\"<urn:uuid:1>\"",
        ";TAG=C3",
        ";x=1",
        ";y=[2001:db8::1]",
        ";z"
    };
    private static final String MUTATIONS = "\"<>;,:@=?\\ \t%[]()'*./&aZ09\u00fc";

    private AddressValues() {}

    static String make(Random random) {
        String uri = one(URIS, random);
        boolean bracketed = random.nextInt(4) > 0;
        StringBuilder value = new StringBuilder();
        if (bracketed)
            value.append(one(DISPLAYS, random))
                    .append(space(random))
                    .append('<')
                    .append(uri)
                    .append('>');
        else value.append(uri);
        for (int i = random.nextInt(4); i > 0; i--) value.append(space(random)).append(one(PARAMETERS, random));
        for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) mutate(value, random);
        String whole = value.toString().replaceAll("\r(?!\n)|(?<!\r)\n", " ");
        // Half a surrogate pair is a question mark in bytes.
        return new String(whole.getBytes(UTF_8), UTF_8);
    }

    static void mutate(StringBuilder value, Random random) {
        int at = random.nextInt(value.length());
        char other = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
        switch (random.nextInt(3)) {
            case 0 -> value.setCharAt(at, other);
            case 1 -> value.insert(at, other);
            default -> value.deleteCharAt(at);
        }
    }

    private static String space(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> " ";
            case 1 -> "\r\n  ";
            case 2 -> "\t";
            default -> "";
        };
    }

    private static String one(String[] of, Random random) {
        return of[random.nextInt(of.length)];
    }
}
