package io.rubrica.proxy.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A dialog of random requests in random directions, from INVITE to BYE: each message is compared, at the other end, with
 * what was said.
 */
final class GeneratedDialog {
    private static final String[] METHODS = {
        "INFO", "UPDATE", "MESSAGE", "OPTIONS", "REFER", "NOTIFY", "SUBSCRIBE", "PUBLISH", "FROBNICATE", "INVITE"
    };
    private static final String[] REFUSALS = {
        "302 Moved", "404 Not Found", "480 Away", "485 Who?", "486 ", "488 Not Here", "500 Oh", "600 Busy", "603 N\u00d6"
    };

    private final Random random;
    private final OddWords words;
    private final OddLeg caller;
    private final OddLeg callee;
    private final boolean in;

    GeneratedDialog(CallKit kit, Random random) {
        this.random = random;
        words = new OddWords(random);
        in = random.nextBoolean();
        OddLeg trunk = new OddLeg(kit, kit.trunk, kit.trunkListener(), random);
        OddLeg pbx = new OddLeg(kit, kit.pbx, kit.pbxListener(), random);
        caller = in ? trunk : pbx;
        callee = in ? pbx : trunk;
    }

    /** @throws AssertionError when something crossed that must not, or did not that must */
    void play() {
        boolean known = random.nextBoolean();
        caller.begins(
                (random.nextBoolean() ? "\"A, B\" " : "") + "<sip:" + (known ? CallKit.ADA : "+12025550199")
                        + "@caller.example.com;p=1>;q=2",
                "<sip:+12025550177@called.example.com;user=phone>");
        long number = caller.nextNumber();
        String uri = in ? "sip:+12025550177;x=y@192.0.2.1:5060;z" : "sip:+12025550177;x=y@called.example.com;z";
        RawMessage invite = caller.request("INVITE", uri, number, words.further(), words.body());
        caller.sends(invite);
        RawMessage heard = callee.hears();
        request(invite, heard, caller, callee);
        callee.called(heard);
        for (int i = random.nextInt(3); i > 0; i--) rings(invite, heard, 100 + i);
        if (random.nextInt(4) == 0) {
            refused(invite, heard);
            return;
        }
        RawMessage ok = callee.answer(heard, "200 " + reason(), words.further(), words.body());
        callee.sends(ok);
        RawMessage answered = caller.hears();
        response(invite, ok, answered, caller, callee);
        caller.answered(answered);
        acknowledged(caller, callee, number);
        for (int i = random.nextInt(8); i > 0; i--) {
            boolean onwards = random.nextBoolean();
            inside(onwards ? caller : callee, onwards ? callee : caller, METHODS[random.nextInt(METHODS.length)]);
        }
        boolean onwards = random.nextBoolean();
        inside(onwards ? caller : callee, onwards ? callee : caller, "BYE");
    }

    /** A provisional answer, acknowledged or not (RFC 3262). */
    private void rings(RawMessage invite, RawMessage heard, int sequence) {
        boolean reliable = random.nextBoolean();
        List<String> further = new ArrayList<>(words.further());
        if (reliable) further.addAll(List.of("Require: 100rel", "rseq: " + sequence));
        RawMessage ringing = callee.answer(heard, (180 + random.nextInt(20)) + " " + reason(), further, words.body());
        callee.sends(ringing);
        RawMessage answered = caller.hears();
        response(invite, ringing, answered, caller, callee);
        caller.answered(answered);
        if (!reliable) return;
        String rack = "RAck: " + sequence + " " + invite.value("cseq").replaceAll("\\s+", " ");
        List<String> lines = new ArrayList<>(words.further());
        lines.add(rack);
        RawMessage prack = caller.request("PRACK", caller.target, caller.nextNumber(), lines, words.body());
        caller.sends(prack);
        RawMessage there = callee.hears();
        request(prack, there, caller, callee);
        assertEquals(sequence + " " + heard.value("cseq").replaceAll("\\s+", " "), there.value("rack"));
        answers(prack, there, caller, callee, "200 OK");
    }

    private void refused(RawMessage invite, RawMessage heard) {
        RawMessage refusal = callee.answer(
                heard, REFUSALS[random.nextInt(REFUSALS.length)], words.further(), words.body());
        callee.sends(refusal);
        response(invite, refusal, caller.hears(), caller, callee);
        assertTrue(callee.hears().startLine().startsWith("ACK "));
    }

    private void inside(OddLeg from, OddLeg to, String method) {
        long number = from.nextNumber();
        RawMessage request = from.request(method, from.target, number, words.further(), words.body());
        from.sends(request);
        RawMessage heard = to.hears();
        request(request, heard, from, to);
        boolean invite = method.equals("INVITE");
        boolean refuses = random.nextInt(4) == 0 && !method.equals("BYE");
        String status = refuses ? "4" + (10 + random.nextInt(50)) + " No" : (invite ? 200 : 200 + random.nextInt(5)) + " ";
        answers(request, heard, from, to, status);
        if (!invite) return;
        if (refuses) assertTrue(to.hears().startLine().startsWith("ACK "));
        else acknowledged(from, to, number);
    }

    private void answers(RawMessage request, RawMessage heard, OddLeg from, OddLeg to, String status) {
        RawMessage answer = to.answer(heard, status, words.further(), words.body());
        to.sends(answer);
        response(request, answer, from.hears(), from, to);
    }

    private void acknowledged(OddLeg from, OddLeg to, long number) {
        RawMessage ack = from.request("ACK", from.target, number, words.further(), words.body());
        from.sends(ack);
        request(ack, to.hears(), from, to);
    }

    private String reason() {
        return new String[] {"OK", "", "= 2**3 * 5**2 \u00d0\u00bd", "Via: <sip:a@b>"}[random.nextInt(4)];
    }

    // --- what is compared

    private void request(RawMessage said, RawMessage heard, OddLeg from, OddLeg to) {
        crossed(said, heard, from, to);
        assertEquals(said.startLine().split(" ")[0], heard.startLine().split(" ")[0]);
        assertEquals(1, heard.values("via").size());
        assertTrue(heard.value("via").startsWith(to.sentBy() + ";branch=z9hG4bK"), heard::owned);
        assertEquals(
                Integer.parseInt(said.value("max-forwards")) - 1, Integer.parseInt(heard.value("max-forwards")));
        assertEquals(
                said.value("cseq").replaceAll("\\s+", " "),
                heard.value("cseq").replaceAll("\\s+", " "));
        // The name is for the PBX alone, and the tags are each leg's.
        assertEquals(party(said.value("from")), party(heard.value("from")));
        assertEquals(party(said.value("to")), party(heard.value("to")));
        for (String name : List.of("path", "route", "record-route", "proxy-require"))
            assertEquals(List.of(), heard.values(name));
    }

    private void response(RawMessage request, RawMessage said, RawMessage heard, OddLeg from, OddLeg to) {
        crossed(said, heard, to, from);
        assertEquals(said.startLine(), heard.startLine());
        for (String name : List.of("from", "call-id", "cseq")) assertEquals(request.value(name), heard.value(name));
        assertTrue(heard.value("to").startsWith(request.value("to")), heard::owned);
        assertEquals(request.values("via"), heard.values("via"));
        assertEquals(List.of(), heard.values("service-route"));
    }

    private void crossed(RawMessage said, RawMessage heard, OddLeg from, OddLeg to) {
        assertEquals(String.join("\n", said.crossing()), String.join("\n", heard.crossing()));
        assertEquals(said.body(), heard.body());
        assertEquals(said.values("content-length"), heard.values("content-length"));
        assertEquals(without(said.values("contact")), without(heard.values("contact")), "a Contact's own parameters");
        boolean redirects = said.status() / 100 == 3 || said.status() == 485;
        if (!redirects) assertFalse(heard.owned().contains(from.mark), heard::owned);
        boolean towardsTheTrunk = (to == caller) == in;
        if (towardsTheTrunk) assertFalse(heard.toString().contains("Lovelace"), heard::owned);
    }

    private static List<String> without(List<String> contacts) {
        return contacts.stream().map(contact -> contact.replaceAll("<[^>]*>", "<>")).toList();
    }

    /** An address without its name and its tag. */
    private static String party(String value) {
        return value.substring(value.indexOf('<')).replaceAll(";tag=[^;]*", "");
    }
}
