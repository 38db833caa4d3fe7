package io.rubrica.proxy.sip;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which requests are too large for a datagram, and for whom TCP is no way out (RFC 3261, 18.1.1). */
final class LargeRequests {
    /** What fits into a packet on nearly every path, in bytes. */
    private static final int LARGEST_FOR_UDP = 1300;
    /** So long, in milliseconds, a peer that took no TCP is not tried again. */
    private static final long SET_ASIDE = 300_000;

    private static final int MOST_REMEMBERED = 1_000;
    private static final byte[] VIA = Ascii.bytes("Via: ");
    private static final byte[] BRANCH = Ascii.bytes(";branch=" + Ids.COOKIE);

    private final Map<InetSocketAddress, Long> triedInVain = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final MessageWriter out = new MessageWriter();

    /** Whether a request of that length to there should go by TCP now. */
    boolean suits(Hop hop, int length, long now) {
        if (length <= LARGEST_FOR_UDP
                || hop.forLarge() == null
                || hop.listener().isReliable()) return false;
        Long since = triedInVain.get(hop.address());
        if (since == null) return true;
        if (now - since < SET_ASIDE) return false;
        triedInVain.remove(hop.address());
        return true;
    }

    /** TCP did not lead there. */
    void failed(Hop hop, long now) {
        triedInVain.put(hop.address(), now);
    }

    /** The same hop by TCP. */
    Hop way(Hop usual) {
        return usual.forLarge() == null ? usual : new Hop(usual.forLarge(), usual.address());
    }

    /** The request with the Via of the other transport; its branch stays, for it is the same transaction. */
    byte[] rewritten(byte[] request, Hop usual, long id) {
        out.clear();
        out.put(VIA).put(usual.listener().sentBy()).put(BRANCH).hex(id);
        byte[] written = out.copy();
        int at = indexOf(request, written);
        if (at < 0) throw new IllegalStateException("a request of our own has no Via of ours");
        out.clear();
        out.put(request, 0, at)
                .put(VIA)
                .put(way(usual).listener().sentBy())
                .put(BRANCH)
                .hex(id);
        return out.put(request, at + written.length, request.length).copy();
    }

    private static int indexOf(byte[] in, byte[] wanted) {
        for (int i = 0; i + wanted.length <= in.length; i++)
            if (Ascii.same(in, i, i + wanted.length, wanted, 0, wanted.length)) return i;
        return -1;
    }
}
