package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a leg does not own crosses byte for byte, both ways, in requests and in answers. */
class TransparencyTest {
    private static final int ROUNDS = 150;

    private static final String[] HEADERS = {
        "User-Agent: \"<;, strange",
        "Allow: INVITE, UPDATE",
        "k: 100rel,timer",
        "Supported:path",
        "Require :  timer",
        "x: 1800;refresher=uac",
        "Min-SE:   90",
        "Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=0",
        "Identity: \"eyJhbGciOi.J9.x\";info=<https://cert.example/p.cer>;alg=ES256",
        "Geolocation: <cid:a@example.com>",
        "Resource-Priority: ets.0",
        "Call-Info: <http://www.example.com/ada.jpg>;purpose=icon",
        "Alert-Info: <urn:alert:source:external>",
        "Subject: folded\n \tand folded\n  again",
        "X-Empty:",
        "X-Utf8: J\u00fcrgen \u0416 \ud83d\ude00",
        "P-Charging-Vector: icid-value=1;orig-ioi=a",
        "P-Early-Media: supported",
        "Reason: Q.850;cause=16",
        "WWW-Authenticate: Digest realm=\"a, b\", nonce=\"1\"",
        "Authorization: Digest username=\"via: from: to:\"",
        "Date: Sat, 13 Nov 2010 23:29:00 GMT",
        "e: gzip",
        "o: refer",
        "u: presence",
        "In-Reply-To: 1@a, 2@b",
        "Privacy: none",
        "Diversion: \"Grace\" <sip:+12025550188@x.example>;reason=unconditional",
        "History-Info: <sip:x@y.example?Reason=SIP%3Bcause%3D302>;index=1",
        "Remote-Party-ID: \"Grace\" <sip:+12025550188@x.example>;screen=yes",
        "P-Asserted-Identity: \"Grace\" <sip:+12025550188@x.example>, tel:+12025550188",
        "Referred-By: Grace <sip:g@x.example>",
        "MIME-Version: 1.0",
        "rseq: 17",
        "Retry-After:5 (a comment)",
        "Expires: 60"
    };

    private final CallKit kit = new CallKit();

    private static String headers(Random random) {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--)
            lines.append(HEADERS[random.nextInt(HEADERS.length)]).append('\n');
        return lines.toString();
    }

    private static String body(Random random) {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(200); i > 0; i--) body.append((char) (' ' + random.nextInt(500)));
        return body.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void everything_else_crosses_untouched(long seed) {
        // Headers that merely cross are not judged, so neither are these.
        kit.strict = false;
        Random random = new Random(seed);
        CallKit.Call call = kit.up();
        for (int round = 0; round < ROUNDS; round++) {
            String about = "seed " + seed + ", round " + round;
            boolean fromTrunk = random.nextBoolean();
            Party.Side side = fromTrunk ? call.calling() : call.called();
            Party other = fromTrunk ? kit.pbx : kit.trunk;
            String method = new String[] {"INFO", "UPDATE", "MESSAGE", "NOTIFY"}[random.nextInt(4)];
            Sip request = side.request(method, 100 + round, headers(random), body(random));
            side.party().sends(request);
            Sip heard = other.hears();
            assertEquals(request.crossing(), heard.crossing(), about);
            Sip answer = heard.answer(200 + random.nextInt(500) + " So be it", "", headers(random), body(random));
            other.sends(answer);
            assertEquals(answer.crossing(), side.party().hears().crossing(), about);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void a_new_call_crosses_untouched(long seed) {
        kit.strict = false;
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String about = "seed " + seed + ", round " + round;
            String from = CallKit.from("+12025550199");
            boolean in = random.nextBoolean();
            String further = headers(random);
            Sip invite =
                    in ? kit.trunkInvite(from, further) : kit.pbxInvite(from, "sip:+12025550177@x.example", further);
            Sip heard = kit.relayed(in ? kit.trunk : kit.pbx, invite);
            assertEquals(invite.crossing(), heard.crossing(), about);
            Sip answer = heard.answer("180 Ringing", "", headers(random), body(random));
            (in ? kit.pbx : kit.trunk).sends(answer);
            assertEquals(answer.crossing(), (in ? kit.trunk : kit.pbx).hears().crossing(), about);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Contact: \"Desk, 1\" <sip:caller@192.0.2.7:5060;transport=udp>;+sip.instance=\"<urn:uuid:1>\";q=0.5",
                "m: <sip:caller@192.0.2.7>",
                "CONTACT :   sip:caller@192.0.2.7;expires=60"
            })
    void of_contact_only_the_uri_changes(String contact) {
        Sip heard = kit.relayed(
                kit.trunk, kit.trunkInvite(CallKit.from(CallKit.ADA), "").with("Contact: .*", contact));
        String expected = contact.replaceAll("<?sip:caller@192[^>;]*(;transport=udp)?>?", "<sip:198.51.100.1:5060>");
        assertEquals(true, heard.text().contains("\n" + expected + "\n"), heard.text());
    }
}
