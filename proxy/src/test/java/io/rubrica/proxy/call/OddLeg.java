package io.rubrica.proxy.call;

import io.rubrica.proxy.transport.RecordingListener;
import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One end of a generated dialog: what it says about itself carries its mark, which must never be heard at the other end but
 * in what crosses.
 */
final class OddLeg {
    /** What stands in everything that this leg owns. */
    final String mark;

    final Party party;
    private final CallKit kit;
    private final RecordingListener proxy;
    private final OddWords words;
    private final Random random;
    private final String tag;
    private int branches;
    private long cseq;
    /** Its own From, without tag; as it is when it calls, and as its To was when it is called. */
    String self = "";
    /** What it writes into To: with the tag, once there is one. */
    String other = "";

    String callId = "";
    String target = "";

    OddLeg(CallKit kit, Party party, RecordingListener proxy, Random random) {
        this.kit = kit;
        this.party = party;
        this.proxy = proxy;
        this.random = random;
        words = new OddWords(random);
        mark = (party == kit.trunk ? "trunks-" : "offices-") + Integer.toHexString(random.nextInt());
        tag = mark + "-tag";
        cseq = 1 + random.nextInt(1_000_000);
    }

    /** A request of this leg. @param further lines that the other end must hear */
    RawMessage request(String method, String uri, long number, List<String> further, String body) {
        List<String> vias = new ArrayList<>();
        vias.add(words.header("Via", "v", "SIP/2.0/UDP " + party.host() + ";branch=z9hG4bK" + mark + ++branches));
        for (int i = random.nextInt(3); i > 0; i--) vias.add("Via: SIP/2.0/TCP " + mark + ".example.com;branch=z9hG4bK" + i);
        List<List<String>> kinds = new ArrayList<>(List.of(
                vias,
                List.of(words.header("Max-Forwards", "", Integer.toString(1 + random.nextInt(255)))),
                List.of(words.header("From", "f", self + ";tag=" + tag)),
                List.of(words.header("To", "t", other)),
                List.of(words.header("Call-ID", "i", callId)),
                List.of(words.header("CSeq", "", number + " " + method)),
                further,
                List.of(words.header("Content-Length", "l", Integer.toString(body.length())))));
        if (carriesContact(method)) kinds.add(List.of(words.header("Contact", "m", contact())));
        if (random.nextInt(4) == 0) kinds.add(List.of("Path: <sip:" + mark + ".example.com;lr>"));
        return new RawMessage(method + " " + uri + " SIP/2.0", words.mixed(kinds), body);
    }

    /** An answer to what this leg heard. */
    RawMessage answer(RawMessage heard, String status, List<String> further, String body) {
        List<String> vias = new ArrayList<>();
        for (String via : heard.values("via")) vias.add("Via: " + via);
        String to = heard.value("to");
        List<List<String>> kinds = new ArrayList<>(List.of(
                vias,
                List.of(words.header("From", "f", heard.value("from"))),
                List.of(words.header("To", "t", to.contains(";tag=") ? to : to + ";tag=" + tag)),
                List.of(words.header("Call-ID", "i", heard.value("call-id"))),
                List.of(words.header("CSeq", "", heard.value("cseq"))),
                further,
                List.of(words.header("Content-Length", "l", Integer.toString(body.length()))),
                List.of(words.header("Contact", "m", contact()))));
        if (random.nextInt(4) == 0) kinds.add(List.of("Service-Route: <sip:" + mark + ".example.com;lr>"));
        return new RawMessage("SIP/2.0 " + status, words.mixed(kinds), body);
    }

    void begins(String from, String to) {
        self = from;
        other = to;
        callId = mark + "@call.example.com";
    }

    /** What this leg learns from the INVITE that it heard. */
    void called(RawMessage invite) {
        self = invite.value("to");
        other = invite.value("from");
        callId = invite.value("call-id");
        target = uriIn(invite.value("contact"));
    }

    /** What this leg learns from an answer that makes a dialog. */
    void answered(RawMessage answer) {
        other = answer.value("to");
        target = uriIn(answer.value("contact"));
    }

    long nextNumber() {
        return ++cseq;
    }

    void sends(RawMessage message) {
        String text = message.startLine() + "\r\n" + String.join("\r\n", message.headers()) + "\r\n\r\n" + message.body();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        kit.board.received(bytes, bytes.length, party.address, proxy);
    }

    /** What came since it was asked last, but for 100s. */
    List<RawMessage> hearsAll() {
        List<RawMessage> all = new ArrayList<>();
        for (Sent sent : proxy.taken()) {
            if (!sent.to().equals(party.address)) throw new AssertionError("sent to " + sent.to() + ": " + sent.text());
            RawMessage message = RawMessage.of(sent.bytes());
            if (message.status() != 100) all.add(message);
        }
        return all;
    }

    RawMessage hears() {
        List<RawMessage> all = hearsAll();
        if (all.size() != 1) throw new AssertionError("one message expected, not " + all);
        return all.get(0);
    }

    /** How the proxy writes itself on this side. */
    String sentBy() {
        return new String(proxy.sentBy(), StandardCharsets.US_ASCII);
    }

    private static boolean carriesContact(String method) {
        return List.of("INVITE", "UPDATE", "REFER", "NOTIFY", "SUBSCRIBE").contains(method);
    }

    private String contact() {
        String[] parameters = {"", ";q=0.5", ";+sip.instance=\"<urn:uuid:1>\";x=\"a, b\"", " ; expires=60"};
        return (random.nextBoolean() ? "" : "\"Desk, 1\" ") + "<sip:" + mark + "@" + party.host() + ";x=y>"
                + parameters[random.nextInt(parameters.length)];
    }

    private static String uriIn(String contact) {
        return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }
}
