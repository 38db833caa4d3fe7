package io.rubrica.siptests.stopping;

import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Sip;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A carrier and an office with many calls at once, both patient as RFC 3261 says: requests and 2xx are sent again until they
 * are answered, whatever becomes of the proxy between them. One thread drives both by {@link #run}.
 */
final class ManyCalls {
    private static final long T1 = 500;
    private static final long T2 = 4_000;
    private static final long GIVE_UP = 32_000;

    private final Party carrier;
    private final Party office;
    private final InetSocketAddress proxy;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Call> atCarrier = new HashMap<>();
    private final Map<String, Call> atOffice = new HashMap<>();
    private final List<Repeated> repeated = new ArrayList<>();

    ManyCalls(Party carrier, Party office, InetSocketAddress proxy) {
        this.carrier = carrier;
        this.office = office;
        this.proxy = proxy;
    }

    /** One call, as both ends see it. */
    static final class Call {
        final String id;
        /** How long the office rings before it answers, in milliseconds; 0: it answers at once. */
        final long rings;

        /** The INVITE that rings at the office, until it is answered. */
        String ringing = "";

        long answerAt;
        boolean answeredByOffice;
        String carrierTo = "";
        /** The office's From, To and Call-ID of what it sends. */
        String officeFrom = "";

        String officeTo = "";
        String officeCallId = "";
        boolean answeredAtCarrier;
        boolean ackedAtOffice;
        boolean changed;
        boolean byeAtCarrier;
        boolean byeAtOffice;
        boolean byeAnswered;

        Call(String id, long rings) {
            this.id = id;
            this.rings = rings;
        }

        /** Whether the office, whose answer the carrier never heard, was told that there is no call. */
        boolean takenBack() {
            return !answeredByOffice || byeAtOffice;
        }

        /** Whether both ends know that it is over, and neither had to guess. */
        boolean endedProperly() {
            return byeAnswered && (byeAtCarrier || byeAtOffice);
        }
    }

    /** What is sent until somebody reacts. */
    private static final class Repeated {
        final Party by;
        final String key;
        final byte[] message;
        final long until;
        long next;
        long interval = T1;

        Repeated(Party by, String key, String message) {
            this.by = by;
            this.key = key;
            this.message = Sip.bytes(message);
            long now = now();
            this.until = now + GIVE_UP;
            this.next = now;
        }
    }

    List<Call> calls() {
        return calls;
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** Lets messages flow for so long. */
    void run(long milliseconds) {
        for (long end = now() + milliseconds; now() < end; ) {
            repeat();
            answerThoseThatRang();
            for (int i = 0; i < 64; i++) {
                Optional<byte[]> one = carrier.next(Duration.ofMillis(1));
                if (one.isEmpty()) break;
                carrierHears(Sip.text(one.get()));
            }
            for (int i = 0; i < 64; i++) {
                Optional<byte[]> one = office.next(Duration.ofMillis(1));
                if (one.isEmpty()) break;
                officeHears(Sip.text(one.get()));
            }
        }
    }

    /** Whether nobody waits for an answer. */
    boolean isQuiet() {
        return repeated.isEmpty();
    }

    private void answerThoseThatRang() {
        long now = now();
        for (Call call : calls) if (!call.ringing.isEmpty() && call.answerAt <= now) accept(call, call.ringing);
    }

    private void repeat() {
        long now = now();
        repeated.removeIf(each -> each.until < now);
        for (Repeated each : repeated) {
            if (each.next > now) continue;
            each.by.send(each.message, proxy);
            each.next = now + each.interval;
            each.interval = Math.min(T2, each.interval * 2);
        }
    }

    private void send(Party by, String key, String message) {
        repeated.add(new Repeated(by, key, message));
    }

    private void heard(String key) {
        repeated.removeIf(each -> each.key.equals(key));
    }

    // --- the carrier

    /** @param rings how long the office rings, in milliseconds; 0: not at all */
    void invite(String id, long rings) {
        Call call = new Call(id, rings);
        calls.add(call);
        atCarrier.put(id, call);
        send(carrier, "INVITE 1 " + id, carrierSays(call, "INVITE", 1));
    }

    private String carrierSays(Call call, String method, int cseq) {
        String to = call.carrierTo.isEmpty() ? "<sip:201@office.example.com>" : call.carrierTo;
        return request(carrier, method, cseq, "<sip:+447700900100@trunk.example.com>;tag=c", to, call.id, call.id);
    }

    private String officeSays(Call call, String method, int cseq) {
        return request(office, method, cseq, call.officeFrom, call.officeTo, call.officeCallId, call.id);
    }

    private String request(Party by, String method, int cseq, String from, String to, String callId, String call) {
        String self = Network.text(by.address());
        return String.join(
                "\r\n",
                method + " sip:201@" + Network.text(proxy) + " SIP/2.0",
                "Via: SIP/2.0/UDP " + self + ";branch=z9hG4bK" + callId + method + cseq,
                "Max-Forwards: 70",
                "From: " + from,
                "To: " + to,
                "Call-ID: " + callId,
                "CSeq: " + cseq + " " + method,
                "Contact: <sip:" + self + ">",
                "Subject: " + call,
                "Content-Length: 0",
                "",
                "");
    }

    /** Asks for something inside the call, from one side or the other; it is repeated until it is answered. */
    void carrierAsks(Call call, String method, int cseq) {
        send(carrier, method + " " + cseq + " " + call.id, carrierSays(call, method, cseq));
    }

    void officeAsks(Call call, String method, int cseq) {
        send(office, method + " " + cseq + " " + call.officeCallId, officeSays(call, method, cseq));
    }

    private void carrierHears(String message) {
        Call call = atCarrier.get(Sip.callId(message).orElse(""));
        if (call == null) return;
        String label = Sip.label(message);
        String cseq = Sip.header(message, "CSeq");
        if (!label.matches("[1-6]\\d\\d")) {
            call.byeAtCarrier |= label.equals("BYE");
            if (!label.equals("ACK")) answer(carrier, message, "200 OK", "");
            return;
        }
        // A provisional answer ends the repetition of an INVITE (RFC 3261, 17.1.1.2), so nothing repairs a lost call.
        heard(key(cseq, call.id));
        if (!label.equals("200")) return;
        if (cseq.endsWith("BYE")) call.byeAnswered = true;
        if (cseq.endsWith("INVITE")) {
            call.answeredAtCarrier = true;
            call.carrierTo = Sip.header(message, "To");
            int number = Integer.parseInt(cseq.split(" ")[0]);
            carrier.send(Sip.bytes(carrierSays(call, "ACK", number)), proxy);
        }
        if (!cseq.endsWith("BYE") && !cseq.startsWith("1 ")) call.changed = true;
    }

    private static String key(String cseq, String callId) {
        String[] words = cseq.split(" ");
        return words[1] + " " + words[0] + " " + callId;
    }

    // --- the office

    private void officeHears(String message) {
        String label = Sip.label(message);
        String callId = Sip.callId(message).orElse("");
        Call call = atOffice.get(callId);
        String cseq = Sip.header(message, "CSeq");
        if (label.matches("[1-6]\\d\\d")) {
            if (call == null || label.startsWith("1")) return;
            heard(key(cseq, callId));
            if (!label.equals("200")) return;
            if (cseq.endsWith("BYE")) call.byeAnswered = true;
            else call.changed = true;
            return;
        }
        switch (label) {
            case "INVITE" -> {
                if (call == null) {
                    call = Objects.requireNonNull(atCarrier.get(Sip.header(message, "Subject")));
                    atOffice.put(callId, call);
                }
                if (call.rings == 0 || call.answeredByOffice) {
                    accept(call, message);
                    return;
                }
                if (call.ringing.isEmpty()) call.answerAt = now() + call.rings;
                call.ringing = message;
                answer(office, message, "180 Ringing", ";tag=o" + call.id);
            }
            case "ACK" -> {
                heard("2xx " + cseq.split(" ")[0] + " " + callId);
                if (call != null) call.ackedAtOffice = true;
            }
            default -> {
                if (call != null) call.byeAtOffice |= label.equals("BYE");
                answer(office, message, "200 OK", ";tag=o");
            }
        }
    }

    private void accept(Call call, String invite) {
        call.ringing = "";
        call.answeredByOffice = true;
        String callId = Sip.header(invite, "Call-ID");
        String ok = answer(office, invite, "200 OK", ";tag=o" + call.id);
        String key = "2xx " + Sip.header(invite, "CSeq").split(" ")[0] + " " + callId;
        boolean repeats = repeated.stream().anyMatch(each -> each.key.equals(key));
        if (!repeats) send(office, key, ok);
        call.officeFrom = Sip.header(ok, "To");
        call.officeTo = Sip.header(ok, "From");
        call.officeCallId = callId;
    }

    private String answer(Party by, String request, String status, String tag) {
        String to = Sip.header(request, "To");
        String answer = String.join(
                "\r\n",
                "SIP/2.0 " + status,
                "Via: " + Sip.header(request, "Via"),
                "From: " + Sip.header(request, "From"),
                "To: " + (to.contains(";tag=") ? to : to + tag),
                "Call-ID: " + Sip.header(request, "Call-ID"),
                "CSeq: " + Sip.header(request, "CSeq"),
                "Contact: <sip:" + Network.text(by.address()) + ">",
                "Content-Length: 0",
                "",
                "");
        by.send(Sip.bytes(answer), proxy);
        return answer;
    }
}
