package io.rubrica.siptests.scenario;

import io.rubrica.siptests.scenario.Conversation.Taking;
import io.rubrica.siptests.wire.Network;
import io.rubrica.siptests.wire.Sip;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Plays one scenario, step by step, and says where the proxy left the ladder. */
final class ScenarioRun {
    private final Scenario scenario;
    private final Conversation conversation;
    private final Bindings bindings;
    private final Map<String, byte[]> said = new HashMap<>();

    ScenarioRun(Scenario scenario, Conversation conversation, Network network) {
        this.scenario = scenario;
        this.conversation = conversation;
        this.bindings = scenario.road().bindings(network);
    }

    /** @throws AssertionError with the diff, or with the message that did not come or should not have come */
    void play() {
        try {
            scenario.steps().forEach(this::play);
            parties().forEach(party -> nothingMore(party, "when the scenario was over"));
        } finally {
            conversation.over();
        }
    }

    // JDK 17 has no pattern switch.
    private void play(Step step) {
        if (step instanceof Step.Send send) {
            byte[] message = send.message().filled(bindings);
            said.put(send.number(), message);
            conversation.send(send.party(), message);
        } else if (step instanceof Step.SendAgain again) {
            conversation.send(again.party(), earlier(again.earlier()));
        } else if (step instanceof Step.Expect expect) {
            expect(expect);
        } else if (step instanceof Step.ExpectAgain again) {
            byte[] arrived = arrived(again.party(), again.file(), Taking.REPETITIONS_TOO);
            if (!Arrays.equals(arrived, earlier(again.earlier())))
                throw unexpected(again.party(), arrived, "in " + again.file() + ", which repeats " + again.earlier());
        } else if (step instanceof Step.Silence silence) {
            if (silence.watched().isZero()) nothingMore(silence.party(), "at " + silence.file());
            else watch(silence);
        }
    }

    private void expect(Step.Expect step) {
        boolean trying = step.file().endsWith(".100.sip");
        byte[] arrived = arrived(step.party(), step.file(), trying ? Taking.TRYING_TOO : Taking.WHAT_IS_NEW);
        if (step.message().isEmpty())
            throw new AssertionError(
                    step.file() + " is empty; this arrived:\n\n" + ReadableDiff.asFile(Sip.text(arrived), bindings));
        step.message().difference(arrived, bindings).ifPresent(diff -> {
            throw new AssertionError(diff);
        });
        said.put(step.number(), arrived);
    }

    private byte[] arrived(String party, String file, Taking taking) {
        return conversation
                .next(party, scenario.patience(), taking)
                .orElseThrow(() -> new AssertionError(
                        file + " did not come within " + scenario.patience().toSeconds() + " s"));
    }

    private void watch(Step.Silence silence) {
        Optional<byte[]> broken = conversation.next(silence.party(), silence.watched(), Taking.REPETITIONS_TOO);
        if (broken.isPresent()) throw unexpected(silence.party(), broken.get(), "in " + silence.file());
    }

    private void nothingMore(String party, String when) {
        List<byte[]> more = conversation.whatElseCame(party);
        if (!more.isEmpty()) throw unexpected(party, more.get(0), when);
    }

    private AssertionError unexpected(String party, byte[] message, String when) {
        return new AssertionError("the proxy sent to " + party + ", " + when + ", what nobody expected:\n\n"
                + ReadableDiff.asFile(Sip.text(message), bindings));
    }

    private byte[] earlier(String number) {
        byte[] message = said.get(number);
        if (message == null) throw new IllegalArgumentException(scenario.name() + ": there is no step " + number);
        return message;
    }

    private Iterable<String> parties() {
        TreeSet<String> parties = new TreeSet<>(List.of("trunk", "pbx"));
        for (Step step : scenario.steps()) parties.add(party(step));
        return parties;
    }

    private static String party(Step step) {
        if (step instanceof Step.Send send) return send.party();
        if (step instanceof Step.SendAgain again) return again.party();
        if (step instanceof Step.Expect expect) return expect.party();
        if (step instanceof Step.ExpectAgain again) return again.party();
        return ((Step.Silence) step).party();
    }
}
