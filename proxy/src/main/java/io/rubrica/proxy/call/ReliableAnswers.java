package io.rubrica.proxy.call;

import io.rubrica.proxy.sip.Ascii;
import io.rubrica.proxy.sip.HeaderKind;
import io.rubrica.proxy.sip.WireMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reliable answers of several phones that a caller takes for one: numbered in one row, for he drops what does not follow on
 * the one before (RFC 3262, 4), and each PRACK led back to the phone that it is for.
 */
final class ReliableAnswers {
    /** Against an answering side without end; further numbers cross as they are. */
    private static final int MOST = 256;

    /** @param here its number towards the caller */
    record Said(Dialog fork, long rseq, long here) {}

    private final List<Said> all = new ArrayList<>(2);

    /** The number that an answer has towards the caller; below 0: it has none, or the one that it says. */
    long said(Dialog fork, WireMessage response) {
        int header = response.first(HeaderKind.RSEQ);
        long rseq = header < 0 ? -1 : number(response, header);
        if (rseq < 0) return -1;
        for (Said one : all) if (one.fork == fork && one.rseq == rseq) return one.here;
        if (all.size() == MOST) return -1;
        long here = all.isEmpty() ? rseq : all.get(all.size() - 1).here + 1;
        all.add(new Said(fork, rseq, here));
        return here;
    }

    /** The answer that a PRACK confirms; null: none that is known. */
    @Nullable
    Said confirmedBy(WireMessage prack) {
        int header = prack.first(HeaderKind.RACK);
        long here = header < 0 ? -1 : number(prack, header);
        for (Said one : all) if (one.here == here) return one;
        return null;
    }

    /** The number that a header begins with; below 0: there is none. */
    private static long number(WireMessage in, int header) {
        int from = in.valueFrom(header);
        int to = from;
        while (to < in.valueTo(header) && in.bytes[to] >= '0' && in.bytes[to] <= '9') to++;
        return to == from ? -1 : Ascii.number(in.bytes, from, to);
    }
}
