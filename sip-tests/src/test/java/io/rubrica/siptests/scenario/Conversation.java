package io.rubrica.siptests.scenario;

import io.rubrica.siptests.wire.Party;
import io.rubrica.siptests.wire.Probe;
import io.rubrica.siptests.wire.Sip;
import io.rubrica.siptests.wire.StrictGrammar;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What has been said between the parties and the proxy in one scenario. It takes from the sockets only what belongs
 * to the scenario: not the echoes of earlier ones, nor what the transaction layer repeats because nobody answered.
 */
final class Conversation {
    // T1: before it has passed since the scenario began, no timer can have sent a copy.
    private static final long T1 = Duration.ofMillis(500).toNanos();
    private static final Duration PROBE = Duration.ofSeconds(3);

    private final Function<String, InetSocketAddress> proxy;
    private final Map<String, Party> parties;
    private final Set<String> earlierCalls;
    private final Set<String> calls = new HashSet<>();
    private final Set<String> invitesSent = new HashSet<>();
    private final Set<String> linesSent = new HashSet<>();
    /** What came before anybody had said anything: the proxy's own wish, and as old as the proxy. */
    private final Set<String> unasked = new HashSet<>();

    private final Map<String, Set<String>> received = new HashMap<>();
    private final long began = System.nanoTime();
    private final Map<String, Deque<byte[]>> waiting = new HashMap<>();

    /** What the next message may be. */
    enum Taking {
        WHAT_IS_NEW,
        REPETITIONS_TOO,
        TRYING_TOO
    }

    /**
     * @param proxy where it hears a party
     * @param earlierCalls Call-IDs of scenarios that are over; those of this one are added at its end
     */
    Conversation(Function<String, InetSocketAddress> proxy, Map<String, Party> parties, Set<String> earlierCalls) {
        this.proxy = proxy;
        this.parties = parties;
        this.earlierCalls = earlierCalls;
    }

    void send(String party, byte[] message) {
        String text = Sip.text(message);
        Sip.callId(text).ifPresent(calls::add);
        if (text.startsWith("INVITE ")) invitesSent.add(party + Sip.callId(text).orElse(""));
        String head = text.split("\r\n\r\n", 2)[0];
        linesSent.addAll(Arrays.asList(head.split("\r\n(?![ \t])")));
        party(party).send(message, proxy.apply(party));
    }

    /** The next message to a party; nothing when the patience ends. @throws AssertionError when it is not SIP */
    Optional<byte[]> next(String party, Duration patience, Taking taking) {
        long deadline = System.nanoTime() + patience.toNanos();
        Deque<byte[]> early = waiting.computeIfAbsent(party, nobody -> new ArrayDeque<>());
        for (Duration left = patience; !left.isNegative(); left = Duration.ofNanos(deadline - System.nanoTime())) {
            byte[] message = early.isEmpty() ? party(party).next(left).orElse(null) : early.remove();
            if (message == null) break;
            if (belongsHere(party, message, taking)) return Optional.of(message);
        }
        return Optional.empty();
    }

    /** Everything that has come to a party by the time the proxy has dealt with what it was sent before. */
    List<byte[]> whatElseCame(String party) {
        Party asker = party(party.equals("stranger") ? "trunk" : party);
        List<byte[]> before = new Probe(asker, proxy.apply(asker.name()))
                .arrivedBeforeTheAnswer(PROBE)
                .orElseThrow(() -> new AssertionError("the proxy no longer answers an OPTIONS from " + asker.name()));
        waiting.computeIfAbsent(asker.name(), nobody -> new ArrayDeque<>()).addAll(before);
        List<byte[]> came = new ArrayList<>();
        Duration justNow = Duration.ofMillis(1);
        for (Optional<byte[]> more = next(party, justNow, Taking.WHAT_IS_NEW);
                more.isPresent();
                more = next(party, justNow, Taking.WHAT_IS_NEW)) came.add(more.get());
        return came;
    }

    /** From now on what still comes of these calls is an echo. */
    void over() {
        earlierCalls.addAll(calls);
    }

    private boolean belongsHere(String party, byte[] message, Taking taking) {
        String text = Sip.text(message);
        String callId = Sip.callId(text).orElse("");
        if (callId.startsWith("probe-") || earlierCalls.contains(callId)) return false;
        calls.add(callId);
        StrictGrammar.complaint(message, linesSent).ifPresent(complaint -> {
            throw new AssertionError("JAIN-SIP's strict parser refuses what the proxy sent to " + party + ": "
                    + complaint + "\n" + Sip.readable(text));
        });
        if (taking != Taking.TRYING_TOO && impliedTrying(party, text, callId)) return false;
        if (linesSent.isEmpty()) unasked.add(text);
        boolean copy =
                !received.computeIfAbsent(party, nobody -> new HashSet<>()).add(text);
        boolean tooSoon = !unasked.contains(text) && System.nanoTime() - began < T1;
        return !copy || taking == Taking.REPETITIONS_TOO || tooSoon;
    }

    /** The hop-by-hop 100 to an INVITE: written down in one scenario only. */
    private boolean impliedTrying(String party, String text, String callId) {
        return text.startsWith("SIP/2.0 100 ") && invitesSent.contains(party + callId);
    }

    private Party party(String name) {
        Party party = parties.get(name);
        if (party == null) throw new IllegalArgumentException("nobody is called " + name);
        return party;
    }
}
