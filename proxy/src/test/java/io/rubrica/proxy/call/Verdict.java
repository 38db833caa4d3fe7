package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Flaw;
import io.rubrica.proxy.transport.RecordingListener.Sent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message from the trunk, in words: {@code relayed} and the Request-URI that the PBX heard,
 * {@code answered 400 Bad CSeq}, or {@code dropped} and the counters that tell of it.
 *
 * @param heard what the PBX heard, or what the trunk was answered; null: nobody heard anything
 */
record Verdict(String words, @Nullable RawMessage heard) {
    /** Sends it from the trunk of a switchboard that has done nothing yet. */
    static Verdict on(byte[] message) {
        CallKit kit = new CallKit();
        kit.board.received(message, message.length, kit.trunk.address, kit.trunkListener());
        List<Sent> back = new ArrayList<>(kit.trunkListener().taken());
        back.removeIf(each -> each.startLine().startsWith("SIP/2.0 100 "));
        List<Sent> on = kit.pbxListener().taken();
        if (back.size() + on.size() > 1) throw new AssertionError("more than one went out: " + back + on);
        if (!on.isEmpty()) return relayed(RawMessage.of(on.get(0).bytes()));
        if (!back.isEmpty()) return answered(RawMessage.of(back.get(0).bytes()));
        return new Verdict("dropped" + counted(kit), null);
    }

    boolean isRelayed() {
        return words.startsWith("relayed");
    }

    private static Verdict relayed(RawMessage heard) {
        return new Verdict("relayed " + heard.startLine().split(" ")[1], heard);
    }

    private static Verdict answered(RawMessage heard) {
        return new Verdict(
                "answered " + heard.startLine().substring("SIP/2.0 ".length()).strip(), heard);
    }

    private static String counted(CallKit kit) {
        StringBuilder counters = new StringBuilder();
        for (Flaw flaw : Flaw.values())
            if (kit.sipCounters.flaw(flaw).sum() > 0) counters.append(' ').append(flaw.word());
        if (kit.sipCounters.strayResponses.sum() > 0) counters.append(" stray-response");
        if (kit.counters.unknownDialogs.sum() > 0) counters.append(" unknown-dialog");
        return counters.toString();
    }
}
