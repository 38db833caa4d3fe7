package io.rubrica.proxy.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes messages as oddly as the grammar allows: any case, compact names, blanks and folds; one character a byte. */
final class OddWords {
    private static final String[] KNOWN = {
        "User-Agent: \"<;, strange",
        "Allow: INVITE, UPDATE",
        "k: 100rel,timer",
        "Supported:path",
        "x: 1800;refresher=uac",
        "Min-SE:   90",
        "Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=0",
        "Identity: \"eyJhbGciOi.J9.x\";info=<https://cert.example/p.cer>;alg=ES256",
        "Geolocation: <cid:a@example.com>",
        "Resource-Priority: ets.0, q735.1",
        "Call-Info: <http://www.example.com/ada.jpg>;purpose=icon",
        "Subject: folded\r\n \tand folded\r\n  again",
        "s:",
        "P-Charging-Vector: icid-value=1;orig-ioi=a",
        "P-Early-Media: supported",
        "Reason: Q.850;cause=16",
        "WWW-Authenticate: Digest realm=\"a, b\", nonce=\"1\"",
        "Warning: 399 example.com \"Via: SIP/2.0/UDP example.com\"",
        "e: gzip",
        "o: refer",
        "u: presence",
        "In-Reply-To: 1@a, 2@b",
        "Diversion: \"Grace\" <sip:+12025550188@x.example>;reason=unconditional",
        "History-Info: <sip:x@y.example?Reason=SIP%3Bcause%3D302>;index=1",
        "b: Grace <sip:g@x.example>",
        "Retry-After:5 (a comment)",
        "Expires: 60",
        "Replaces: nobody@x.example;to-tag=1;from-tag=2",
        "Target-Dialog: nobody@x.example;local-tag=1;remote-tag=2",
        "Accept-Contact: *;audio;require"
    };

    private final Random random;

    OddWords(Random random) {
        this.random = random;
    }

    /** A header of the leg, in one of its forms. */
    String header(String name, String compact, String value) {
        String said = !compact.isEmpty() && random.nextBoolean() ? compact : name;
        if (random.nextInt(3) == 0) said = anyCase(said);
        String[] colons = {": ", ":", " : ", ":\t", ":  ", " :", ":\r\n "};
        return said + colons[random.nextInt(colons.length)] + value + (random.nextInt(5) == 0 ? " " : "");
    }

    /** Headers that concern neither leg. */
    List<String> further() {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--)
            lines.add(random.nextBoolean() ? KNOWN[random.nextInt(KNOWN.length)] : unknown());
        return lines;
    }

    /** A body of any bytes; every third one is a multipart, every fourth one is none. */
    String body() {
        if (random.nextInt(4) == 0) return "";
        StringBuilder body = new StringBuilder();
        boolean parts = random.nextInt(3) == 0;
        for (int part = parts ? 1 + random.nextInt(3) : 1; part > 0; part--) {
            if (parts) body.append("--odd\r\nContent-Type: application/octet-stream\r\nVia: none\r\n\r\n");
            for (int i = random.nextInt(300); i > 0; i--) body.append((char) random.nextInt(256));
            if (parts) body.append(part == 1 ? "\r\n--odd--\r\n" : "\r\n");
        }
        return body.toString();
    }

    /** Lines in any order; those of one name keep theirs. */
    List<String> mixed(List<List<String>> kinds) {
        List<List<String>> left = new ArrayList<>();
        for (List<String> kind : kinds) if (!kind.isEmpty()) left.add(new ArrayList<>(kind));
        List<String> lines = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> next = left.get(random.nextInt(left.size()));
            lines.add(next.remove(0));
            if (next.isEmpty()) left.remove(next);
        }
        return lines;
    }

    private String unknown() {
        StringBuilder line = new StringBuilder("x-");
        String token = "abcXYZ019-.!%*_+`'~";
        for (int i = 1 + random.nextInt(12); i > 0; i--) line.append(token.charAt(random.nextInt(token.length())));
        line.append(random.nextBoolean() ? ":" : " \t: ");
        for (int i = random.nextInt(60); i > 0; i--) {
            int c = ' ' + random.nextInt(256 - ' ');
            if (random.nextInt(20) == 0) line.append("\r\n\t");
            else line.append(c == 0x7f ? ' ' : (char) c);
        }
        return line.toString();
    }

    private String anyCase(String word) {
        StringBuilder out = new StringBuilder();
        for (char c : word.toCharArray())
            out.append(random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
        return out.toString();
    }
}
